import { useState } from 'preact/hooks';
import { getSession } from '../../api/permissions.ts';
import { useCommand } from '../../api/reads.ts';
import { useGo } from '../../router.tsx';
import { Button, Card } from '../../ui/basics.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { languageName } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';

const blank = { firstName: '', lastName: '', email: '', companyName: '', domain: '', language: '' };
// In memory only: names belong into no storage and no address.
let kept = blank;

/** Invites somebody who is no customer yet to take us as a partner and to accept the agreement. */
export function NewProspect() {
  const [draft, setDraft] = useState({ ...kept, language: kept.language || getSession().defaultLanguage });
  const [isTried, setTried] = useState(false);
  const invite = useCommand('inviteProspect');
  const go = useGo();
  const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim());
  const change = (part: Partial<typeof blank>): void => {
    invite.forget();
    kept = { ...draft, ...part };
    setDraft(kept);
  };
  const send = async (delivery: 'email' | 'link'): Promise<void> => {
    setTried(true);
    if (!isEmail) return;
    const answer = await invite.run({
      body: {
        recipient: {
          firstName: draft.firstName.trim() || null,
          lastName: draft.lastName.trim() || null,
          email: draft.email.trim(),
        },
        companyName: draft.companyName.trim() || null,
        domain: draft.domain.trim() || null,
        language: draft.language,
        delivery,
      },
    });
    if (!answer) return;
    kept = blank;
    go(`/relationship-invitations/${answer.id}${delivery === 'link' ? '?show=links' : ''}`, {
      replace: true,
    });
  };
  const text = (field: 'firstName' | 'lastName' | 'companyName', label: string) => (
    <TextField
      label={label}
      value={draft[field]}
      maxLength={field === 'companyName' ? 100 : 50}
      onInput={(value) => change({ [field]: value })}
    />
  );
  return (
    <Page
      title={t('prospect.new')}
      back={{ to: '/relationship-invitations', label: t('nav.relationships') }}
      lead={t('prospect.newText')}
    >
      <form
        class="stack narrow"
        noValidate
        onSubmit={(event: Event) => {
          event.preventDefault();
          void send('email');
        }}
      >
        <Card title={t('start.recipient')}>
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
              error={isTried && !isEmail ? t(draft.email ? 'common.badEmail' : 'common.required') : undefined}
              onInput={(email) => change({ email })}
            />
            <div class="form-row">
              {text('companyName', t('common.company'))}
              <TextField
                label={t('common.domain')}
                hint={t('prospect.domainHint')}
                value={draft.domain}
                maxLength={253}
                onInput={(domain) => change({ domain })}
              />
            </div>
            <SelectField
              label={t('start.language')}
              value={draft.language}
              onChange={(language) => change({ language })}
              options={getSession().languages.map((one) => [one, languageName(one)] as const)}
            />
          </div>
        </Card>
        {invite.problem && <ProblemNotice problem={invite.problem} />}
        <div class="actions">
          <Button type="submit" look="primary" icon="invite" isBusy={invite.isRunning}>
            {t('start.send')}
          </Button>
          <Button icon="link" isBusy={invite.isRunning} onClick={() => void send('link')}>
            {t('start.makeLink')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
