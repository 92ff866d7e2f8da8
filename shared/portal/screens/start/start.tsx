import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { getSession, may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { go, useGo } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Name, Skeleton } from '../../ui/basics.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { languageName } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { bodyOf, draftOf, keepDraft, forgetDraft, missingIn, type Draft } from './draft.ts';
import { LivePreview } from './livePreview.tsx';
import { Trial } from './trial.tsx';
import { useTrial } from './useTrial.ts';

/** Starts the way to an acceptance: who accepts and how, with the mail beside it as it will look. */
export function Start({ params }: ScreenProps) {
  const id = params['id'] ?? '';
  const { data: customer, problem, again } = useRead('getCustomer', { params: { customerTenantId: id } });
  const name = customer ? customer.companyName || customer.domain : '';
  return (
    <Page
      title={t('start.title')}
      back={{ to: `/customers/${id}`, label: name || t('nav.customers') }}
      lead={name && <Name>{name}</Name>}
    >
      {problem && <ProblemNotice problem={problem} again={again} />}
      {!customer && !problem && <Skeleton lines={8} />}
      {customer && <Form key={id} customer={customer} />}
    </Page>
  );
}

function Form({ customer }: { customer: Customer }) {
  const { customerTenantId } = customer;
  const [draft, setDraft] = useState<Draft>(() => draftOf(customer));
  const [isTried, setTried] = useState(false);
  const invite = useCommand('inviteCustomer');
  const attest = useCommand('attestCustomer');
  const goOn = useGo();
  const missing = missingIn(draft);
  useEffect(() => keepDraft(customerTenantId, draft), [draft]);
  const change = (part: Partial<Draft>): void => {
    invite.forget();
    attest.forget();
    setDraft({ ...draft, ...part });
  };
  const errorOf = (field: keyof Draft): string | undefined => (isTried ? missing[field] : undefined);
  const send = async (delivery: 'email' | 'link'): Promise<void> => {
    setTried(true);
    if (Object.keys(missing).length > 0) return;
    const given = { params: { customerTenantId } };
    const answer =
      draft.path === 'invite'
        ? await invite.run({ ...given, body: bodyOf(draft, delivery).invite })
        : await attest.run({ ...given, body: bodyOf(draft, delivery).attest });
    if (!answer || 'ready' in answer) return;
    forgetDraft(customerTenantId);
    toast(
      t(delivery === 'email' ? 'start.sent' : 'start.made', {
        name: customer.companyName || customer.domain,
      }),
    );
    goOn(`/customers/${customerTenantId}${delivery === 'link' ? '?show=links' : ''}`, { replace: true });
  };
  const problem = invite.problem ?? attest.problem;
  const trial = useTrial(customerTenantId, draft);
  const isRunning = invite.isRunning || attest.isRunning;
  return (
    <form
      class="split"
      noValidate
      onSubmit={(event: Event) => {
        event.preventDefault();
        void send('email');
      }}
    >
      <div class="stack">
        <Card title={t('start.path')}>
          <div class="form" role="radiogroup" aria-label={t('start.path')}>
            <Choice draft={draft} path="invite" onChange={change} />
            {may('attestCustomer') && <Choice draft={draft} path="attest" onChange={change} />}
          </div>
        </Card>
        <Card title={t(draft.path === 'invite' ? 'start.recipient' : 'start.signatory')}>
          <div class="form">
            <div class="form-row">
              <TextField
                label={t('common.firstName')}
                value={draft.firstName}
                maxLength={50}
                error={errorOf('firstName')}
                onInput={(firstName) => change({ firstName })}
              />
              <TextField
                label={t('common.lastName')}
                value={draft.lastName}
                maxLength={50}
                error={errorOf('lastName')}
                onInput={(lastName) => change({ lastName })}
              />
            </div>
            <TextField
              label={t('common.email')}
              type="email"
              value={draft.email}
              maxLength={254}
              error={errorOf('email')}
              onInput={(email) => change({ email })}
            />
            {draft.path === 'attest' && (
              <TextField
                label={t('common.phone')}
                type="tel"
                value={draft.phone}
                maxLength={50}
                onInput={(phone) => change({ phone })}
              />
            )}
            <Language draft={draft} onChange={change} />
            {draft.path === 'invite' && <Note draft={draft} onChange={change} />}
          </div>
        </Card>
        {!problem && <Trial trial={trial} />}
        {problem && <ProblemNotice problem={problem} />}
        <div class="actions">
          <Button type="submit" look="primary" icon="invite" isBusy={isRunning}>
            {t('start.send')}
          </Button>
          <Button icon="link" isBusy={isRunning} onClick={() => void send('link')}>
            {t('start.makeLink')}
          </Button>
          <Button look="subtle" onClick={() => go(`/customers/${customerTenantId}`)}>
            {t('common.cancel')}
          </Button>
        </div>
      </div>
      <LivePreview draft={draft} companyName={customer.companyName} />
    </form>
  );
}

type PartProps = { draft: Draft; onChange: (part: Partial<Draft>) => void };

function Choice({ draft, path, onChange }: PartProps & { path: Draft['path'] }) {
  return (
    <label class="choice">
      <input type="radio" name="path" checked={draft.path === path} onChange={() => onChange({ path })} />
      <span>
        <strong>{t(path === 'invite' ? 'start.invite' : 'start.attest')}</strong>
        <span class="quiet">{t(path === 'invite' ? 'start.inviteText' : 'start.attestText')}</span>
      </span>
    </label>
  );
}

function Language({ draft, onChange }: PartProps) {
  return (
    <SelectField
      label={t('start.language')}
      value={draft.language}
      onChange={(language) => onChange({ language })}
      options={getSession().languages.map((one) => [one, languageName(one)] as const)}
    />
  );
}

function Note({ draft, onChange }: PartProps) {
  return (
    <div class="field">
      <label for="note">{t('start.note')}</label>
      <textarea
        id="note"
        dir="auto"
        value={draft.note}
        maxLength={getSession().limits.noteLength}
        aria-describedby="note-hint"
        onInput={(event: Event) => onChange({ note: (event.currentTarget as HTMLTextAreaElement).value })}
      />
      <p id="note-hint" class="hint">
        {t('start.noteHint')}
      </p>
    </div>
  );
}
