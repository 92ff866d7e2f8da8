import { useEffect, useState } from 'preact/hooks';
import { getSession, may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { currentAddress, go, useAddress } from '../../router.tsx';
import { Button, Card } from '../../ui/basics.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { languageName } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { Acceptance } from './acceptance.tsx';
import { Address } from './address.tsx';
import { Created, createdOf, keepCreated } from './created.tsx';
import { DomainField } from './domainField.tsx';
import { blankDraft, bodyOf, domainOf, fieldOf, wrongIn, type Draft, type Wrong } from './draft.ts';
import { Orders } from './orders.tsx';
import { Reseller } from './reseller.tsx';

// In memory only: names belong into no storage and no address.
let kept: Draft | undefined;

/** Creates a customer at Partner Center, and starts its way to the agreement in the same step. */
export function NewCustomer() {
  const { query } = useAddress();
  const created = createdOf(query.get('created'));
  return (
    <Page
      key={created ? 'created' : 'form'}
      title={created ? t('newCustomer.created') : t('nav.newCustomer')}
      lead={created ? undefined : t('newCustomer.lead')}
    >
      {created ? <Created customer={created} /> : <Form />}
    </Page>
  );
}

function Form() {
  const [draft, setDraft] = useState<Draft>(() => kept ?? blankDraft());
  const [isTried, setTried] = useState(false);
  const create = useCommand('createCustomer');
  const { data: rules, problem } = useRead(
    'getAddressRules',
    { query: { country: draft.country } },
    { isOn: draft.country !== '' },
  );
  useEffect(() => void (kept = draft), [draft]);
  const missing = wrongIn(draft, rules);
  const wrong: Wrong = isTried ? { ...refusedIn(create.problem?.errors ?? []), ...missing } : {};
  const change = (part: Partial<Draft>): void => {
    create.forget();
    const next = { ...draft, ...part };
    setDraft(next.isDomainOwn ? next : { ...next, domain: domainOf(next.companyName) });
  };
  const send = async (delivery: 'email' | 'link'): Promise<void> => {
    setTried(true);
    if (Object.keys(missing).length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    const answer = await create.run({ body: bodyOf(draft, rules, delivery) });
    if (!answer) return;
    kept = undefined;
    keepCreated(answer);
    // Its first password is shown this once, so it comes also to a reader who went elsewhere meanwhile.
    const replace = currentAddress().path === '/new-customer';
    go(`/new-customer?created=${answer.customerTenantId}`, { replace });
  };
  const text = (field: 'companyName' | 'firstName' | 'lastName' | 'phone', label: string) => (
    <TextField
      label={label}
      value={draft[field]}
      type={field === 'phone' ? 'tel' : 'text'}
      maxLength={field === 'companyName' ? 100 : 50}
      error={wrong[field]}
      onInput={(value) => change({ [field]: value })}
    />
  );
  const suggestions = create.problem?.suggestedAddresses ?? [];
  return (
    <form
      class="stack narrow"
      noValidate
      onSubmit={(event: Event) => {
        event.preventDefault();
        void send('email');
      }}
    >
      <Orders />
      <Card title={t('common.company')}>
        <div class="form">
          {text('companyName', t('common.company'))}
          <DomainField
            draft={draft}
            error={wrong.domain}
            onChange={(domain) => change({ domain, isDomainOwn: true })}
          />
          {getSession().partner.type === 'indirectProvider' && (
            <Reseller draft={draft} error={wrong.resellerTenantId} onChange={change} />
          )}
        </div>
      </Card>
      <Address draft={draft} wrong={wrong} rules={rules} suggestions={suggestions} onChange={change} />
      {problem && <ProblemNotice problem={problem} />}
      <Card title={t('newCustomer.contact')}>
        <div class="form">
          <div class="form-row">
            {text('firstName', t('common.firstName'))}
            {text('lastName', t('common.lastName'))}
          </div>
          <TextField
            label={t('common.email')}
            type="email"
            value={draft.email}
            maxLength={254}
            error={wrong.email}
            onInput={(email) => change({ email })}
          />
          {text('phone', rules?.isPhoneRequired ? t('newCustomer.phone') : t('common.phone'))}
          {(rules?.isRegistrationNumberRequired || rules?.isRegistrationNumberSupported) && (
            <TextField
              label={t('newCustomer.registration')}
              value={draft.registrationNumber}
              maxLength={50}
              error={wrong.registrationNumber}
              onInput={(registrationNumber) => change({ registrationNumber })}
            />
          )}
          {rules && rules.cultures.length > 1 && (
            <SelectField
              label={t('newCustomer.culture')}
              hint={t('newCustomer.cultureHint')}
              value={draft.culture || (rules.defaultCulture ?? '')}
              onChange={(culture) => change({ culture })}
              options={rules.cultures.map((one) => [one, languageName(one)] as const)}
            />
          )}
        </div>
      </Card>
      <Acceptance draft={draft} onChange={change} />
      {create.problem && suggestions.length === 0 && <ProblemNotice problem={create.problem} />}
      {suggestions.length > 0 && <p class="field-error">{t('newCustomer.addressUnknown')}</p>}
      <div class="actions">
        <Button type="submit" look="primary" icon="invite" isBusy={create.isRunning}>
          {t('newCustomer.createAndSend')}
        </Button>
        {may('createCustomer') && (
          <Button icon="link" isBusy={create.isRunning} onClick={() => void send('link')}>
            {t('newCustomer.createAndLink')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Refusals of the API, each beside its field. */
function refusedIn(errors: readonly { readonly pointer: string; readonly message: string }[]): Wrong {
  return Object.fromEntries(
    errors.flatMap(({ pointer, message }) => {
      const field = fieldOf(pointer);
      return field ? [[field, message]] : [];
    }),
  );
}
