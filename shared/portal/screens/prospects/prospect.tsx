import type { RelationshipInvitation } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { Link, setQuery, useAddress, useGo } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Facts, Name, Notice, Skeleton, Time } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { languageName } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';
import { Content } from '../customer/linksDialog.tsx';
import { ProspectState } from './prospects.tsx';

/** One relationship invitation: how far it is, its link, and which customer it turned out to be. */
export function Prospect({ params }: ScreenProps) {
  const prospectId = params['id'] ?? '';
  const read = useRead('getProspect', { params: { prospectId } }, { every: 10_000 });
  const { query } = useAddress();
  const prospect = read.data;
  const name = prospect?.companyName ?? prospect?.recipient.email ?? t('nav.relationships');
  return (
    <Page
      title={name}
      heading={<Name>{name}</Name>}
      back={{ to: '/relationship-invitations', label: t('nav.relationships') }}
      lead={prospect && <ProspectState state={prospect.state} />}
      actions={prospect && <Commands prospect={prospect} />}
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!prospect && !read.problem && <Skeleton lines={8} />}
      {prospect && (
        <div class="stack">
          {prospect.stateReason && <Notice tone="warn" title={prospect.stateReason} />}
          {prospect.customerTenantId && (
            <Notice tone="good" title={t('prospect.linked')}>
              <Link to={`/customers/${prospect.customerTenantId}`}>{t('prospect.toCustomer')}</Link>
            </Notice>
          )}
          {prospect.state === 'ambiguous' && <Candidates prospect={prospect} />}
          <Details prospect={prospect} />
          {query.get('show') === 'links' && <Links prospect={prospect} />}
        </div>
      )}
    </Page>
  );
}

function Commands({ prospect }: { prospect: RelationshipInvitation }) {
  const resend = useCommand('resendInvitation');
  const cancel = useCommand('cancelInvitation');
  const isOpen = prospect.state === 'open';
  const input = { params: { invitationId: prospect.id }, body: {} };
  const problem = resend.problem ?? cancel.problem;
  const name = prospect.companyName ?? prospect.recipient.email;
  return (
    <>
      {isOpen && prospect.delivery === 'email' && may('resendInvitation') && (
        <Button
          icon="refresh"
          isBusy={resend.isRunning}
          onClick={() => void resend.run(input).then((done) => done && toast(t('customer.resent', { name })))}
        >
          {t('customer.resend')}
        </Button>
      )}
      {may('getProspectContent') && ['open', 'undeliverable', 'expired'].includes(prospect.state) && (
        <Button icon="link" onClick={() => setQuery({ show: 'links' })}>
          {t('links.title')}
        </Button>
      )}
      {isOpen && may('cancelInvitation') && (
        <Button
          look="danger"
          isBusy={cancel.isRunning}
          onClick={() =>
            void cancel.run(input).then((done) => done && toast(t('customer.cancelled', { name })))
          }
        >
          {t('customer.cancel')}
        </Button>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}

/** The link with the texts to send it by hand; as in the answer that made it, so that they are there after a reload, too. */
function Links({ prospect }: { prospect: RelationshipInvitation }) {
  const { data, problem, again } = useRead('getProspectContent', { params: { prospectId: prospect.id } });
  const close = (): void => setQuery({ show: undefined }, { replace: true });
  return (
    <Dialog
      title={t('links.title')}
      isWide
      onClose={close}
      footer={<Button onClick={close}>{t('common.close')}</Button>}
    >
      {problem && <ProblemNotice problem={problem} again={again} />}
      {!data && !problem && <Skeleton lines={8} />}
      {data && <Content url={prospect.url} content={data} />}
    </Dialog>
  );
}

/** The customers that may be the one who accepted, side by side with why. */
function Candidates({ prospect }: { prospect: RelationshipInvitation }) {
  const link = useCommand('linkProspect');
  const go = useGo();
  const choose = async (customerTenantId: string | null): Promise<void> => {
    const done = await link.run({ params: { prospectId: prospect.id }, body: { customerTenantId } });
    if (done && customerTenantId) go(`/customers/${customerTenantId}`);
  };
  return (
    <Card title={t('prospect.candidates')}>
      <p class="quiet">{t('prospect.candidatesText')}</p>
      {link.problem && <ProblemNotice problem={link.problem} />}
      <div class="tiles candidates">
        {prospect.candidates.map((one) => (
          <div class="tile" key={one.customerTenantId}>
            <strong>
              <Name>{one.companyName}</Name>
            </strong>
            <Name>{one.domain}</Name>
            <span class="quiet">{maybe(`prospect.matched.${one.matchedBy}`)}</span>
            {may('linkProspect') && (
              <Button
                look="primary"
                isBusy={link.isRunning}
                onClick={() => void choose(one.customerTenantId)}
              >
                {t('prospect.thisOne')}
              </Button>
            )}
          </div>
        ))}
      </div>
      {may('linkProspect') && (
        <div class="actions card-foot">
          <Button isBusy={link.isRunning} onClick={() => void choose(null)}>
            {t('prospect.noneOfThese')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Details({ prospect }: { prospect: RelationshipInvitation }) {
  const { recipient } = prospect;
  const person = [recipient.firstName, recipient.lastName].filter(Boolean).join(' ');
  return (
    <Card title={t('way.invitation')}>
      <Facts
        items={[
          [
            t('way.to'),
            <span key="to">
              {person && <Name>{person}</Name>} <Name>{recipient.email}</Name>
            </span>,
          ],
          [t('common.domain'), <Name key="domain">{prospect.domain ?? '–'}</Name>],
          [t('way.delivery'), t(prospect.delivery === 'email' ? 'way.byMail' : 'way.byLink')],
          [t('common.language'), languageName(prospect.language)],
          [t('way.created'), <Time key="created" at={prospect.createdAt} />],
          [t('way.sent'), <Time key="sent" at={prospect.sentAt} />],
          [t('way.opened'), <Time key="opened" at={prospect.openedAt} />],
          [t('way.reminders'), String(prospect.remindersSent)],
          [t('way.expires'), <Time key="expires" at={prospect.expiresAt} />],
        ]}
      />
    </Card>
  );
}
