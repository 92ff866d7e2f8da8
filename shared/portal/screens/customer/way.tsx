import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { setQuery } from '../../router.tsx';
import { Badge, Button, Card, Empty, Facts, Name, Time, type Tone } from '../../ui/basics.tsx';
import { Icon } from '../../ui/icons.tsx';
import { languageName } from '../../ui/format.ts';
import { maybe, t } from '../../words.ts';
import { openWay } from './actions.ts';

type Step = { readonly label: string; readonly at: string | null };

const tones: Readonly<Record<string, Tone>> = {
  open: 'busy',
  undeliverable: 'bad',
  expired: 'warn',
  failed: 'bad',
  declined: 'warn',
  fulfilled: 'good',
  completed: 'good',
};

/** The newest invitation or attestation: to whom, how far it came, and what comes next. */
export function Way({ customer }: { customer: Customer }) {
  const { invitation, attestation } = customer;
  const isAttestation =
    attestation !== null && (invitation === null || attestation.createdAt > invitation.createdAt);
  const way = isAttestation ? attestation : invitation;
  if (!way) {
    return (
      <Card title={t('way.title')}>
        <Empty icon="invite" title={t('way.none')} text={t('way.noneText')} />
      </Card>
    );
  }
  const person = 'recipient' in way ? way.recipient : way.signatory;
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return (
    <Card
      title={t(isAttestation ? 'way.attestation' : 'way.invitation')}
      actions={
        <Badge tone={tones[way.state] ?? 'quiet'}>{maybe(`way.state.${way.state}`) ?? way.state}</Badge>
      }
    >
      <Facts
        items={[
          [
            t('way.to'),
            <span key="to" class="full">
              {name && <Name>{name}</Name>} <Name>{person.email}</Name>
            </span>,
          ],
          [t('way.delivery'), t(way.delivery === 'email' ? 'way.byMail' : 'way.byLink')],
          [t('common.language'), languageName(way.language)],
          [t('way.expires'), <Time key="expires" at={way.expiresAt} />],
          [t('way.reminders'), String(way.remindersSent)],
          [t('way.nextReminder'), <Time key="next" at={way.nextReminderAt} />],
        ]}
      />
      <Steps
        steps={[
          { label: t('way.created'), at: way.createdAt },
          ...(way.delivery === 'email' ? [{ label: t('way.sent'), at: way.sentAt }] : []),
          { label: t('way.opened'), at: way.openedAt },
        ]}
      />
      {way.deliveryReport && (
        <p class="quiet">
          {t('way.report')}: {maybe(`report.${way.deliveryReport}`) ?? way.deliveryReport}
        </p>
      )}
      {'failure' in way && way.failure && (
        <p>
          <span dir="auto">{way.failure.detail}</span> <code>{way.failure.code}</code>
        </p>
      )}
      {openWay(customer) && may('getInvitationContent') && (
        <div class="actions card-foot">
          <Button icon="link" onClick={() => setQuery({ show: 'links' })}>
            {t('links.title')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** How far it came: each step with its time, the open ones empty. */
function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ label, at }) => (
        <li key={label} class={at ? 'done' : ''}>
          <span class="step-dot">{at && <Icon name="check" size={12} />}</span>
          <span>
            {label}
            <span class="under">
              <Time at={at} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
