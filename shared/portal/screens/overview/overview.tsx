import type { Summary } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { Link } from '../../router.tsx';
import { AsOf, Button, Card, Empty, Facts, Notice, Skeleton, Time } from '../../ui/basics.tsx';
import { number, relative } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { statuses, statusLook, statusWord, type Status } from '../../ui/status.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { Progress } from './progress.tsx';

const everyMs = 30_000;
const everyWhileRunningMs = 5000;
const needAttention: readonly Status[] = ['failed', 'undeliverable', 'expired', 'unknown'];

const isRunning = (summary: Summary | undefined): boolean =>
  ['requested', 'running'].includes(summary?.reconciliation?.state ?? '');

/** The front page: what needs somebody first, then how everything stands. */
export function Overview() {
  const summary = useRead(
    'getSummary',
    {},
    { every: (now) => (isRunning(now) ? everyWhileRunningMs : everyMs) },
  );
  const { data } = summary;
  return (
    <Page
      title={t('overview.title')}
      lead={
        data && (
          <>
            {t('overview.total', { count: data.total })} <AsOf at={summary.at} />
          </>
        )
      }
    >
      <div class="stack">
        {summary.problem && <ProblemNotice problem={summary.problem} again={summary.again} />}
        {!data && !summary.problem && <Skeleton lines={6} />}
        {data?.total === 0 && (
          <Empty icon="customers" title={t('overview.welcome')} text={t('overview.welcomeText')} />
        )}
        {data && <MailPause data={data} />}
        {data && data.total > 0 && <Counts data={data} />}
        {data && data.total > 0 && <Progress />}
        {data && <Reconciliation data={data} />}
      </div>
    </Page>
  );
}

function Counts({ data }: { data: Summary }) {
  const attention = needAttention.filter((status) => data.byStatus[status] > 0);
  const declined = useDeclined();
  const mayOrder = data.byStatus.accepted;
  const share = Math.round((mayOrder / data.total) * 100);
  return (
    <>
      <div class="columns lead-columns">
        <Card title={t('overview.attention')}>
          {attention.length === 0 && data.ambiguousProspects === 0 && declined === '' ? (
            <p class="all-well">
              <Icon name="check" />
              <span>
                <strong>{t('overview.nothing')}</strong>
                <span class="quiet">{t('overview.nothingText')}</span>
              </span>
            </p>
          ) : (
            <div class="tiles">
              {attention.map((status) => (
                <Tile key={status} status={status} count={data.byStatus[status]} />
              ))}
              {data.ambiguousProspects > 0 && (
                <Link to="/relationship-invitations?state=ambiguous" class="tile warn">
                  <span class="tile-head">
                    <Icon name="relationship" size={16} />
                    {t('overview.ambiguous')}
                  </span>
                  <span class="tile-count">{number(data.ambiguousProspects)}</span>
                </Link>
              )}
              {declined !== '' && (
                <Link to="/activity?days=30&type=invitationDeclined" class="tile warn">
                  <span class="tile-head">
                    <Icon name="close" size={16} />
                    {t('overview.declined')}
                  </span>
                  <span class="tile-count">{declined}</span>
                </Link>
              )}
            </div>
          )}
        </Card>
        <Card title={t('overview.mayOrder')}>
          <p class="big-number">
            {number(mayOrder)}{' '}
            <span class="quiet">
              {new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(share / 100)}
            </span>
          </p>
          <div class="bar" aria-hidden="true">
            <span style={{ inlineSize: `${String(share)}%` }} />
          </div>
          <p class="quiet">
            {t('overview.mayNotOrder')}: {number(data.total - mayOrder)}
          </p>
        </Card>
      </div>
      <Card title={t('overview.allStatuses')}>
        <div class="tiles">
          {statuses.map((status) => (
            <Tile key={status} status={status} count={data.byStatus[status]} />
          ))}
        </div>
      </Card>
    </>
  );
}

/** How many invitations were declined in the last 30 days, in words; empty for none. */
function useDeclined(): string {
  // To the hour, so that the same question is asked again and not a new one each time.
  const since = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 30 * 24 * 3_600_000).toISOString();
  const { data } = useRead(
    'listActivity',
    { query: { since, type: ['invitationDeclined'], pageSize: 50 } },
    { every: 5 * 60_000, isOn: may('listActivity') },
  );
  if (!data || data.items.length === 0) return '';
  return `${number(data.items.length)}${data.continuationToken ? '+' : ''}`;
}

function Tile({ status, count }: { status: Status; count: number }) {
  const [tone, icon] = statusLook(status);
  return (
    <Link to={`/customers?status=${status}`} class={`tile ${tone}`}>
      <span class="tile-head">
        <Icon name={icon} size={16} />
        {statusWord(status)}
      </span>
      <span class="tile-count">{number(count)}</span>
    </Link>
  );
}

function MailPause({ data }: { data: Summary }) {
  const resume = useCommand('resumeMail');
  const { paused, waiting } = data.mail;
  if (!paused) return null;
  return (
    <>
      <Notice
        tone="warn"
        title={t('overview.mailPaused')}
        actions={
          may('resumeMail') && (
            <Button
              isBusy={resume.isRunning}
              onClick={() =>
                void resume.run({ body: {} }).then((done) => done && toast(t('overview.resumed')))
              }
            >
              {t('overview.resume')}
            </Button>
          )
        }
      >
        <p>{t(`overview.pause.${paused.reason}`)}</p>
        <p>{t('overview.mailPausedText', { waiting, when: relative(paused.until) })}</p>
      </Notice>
      {resume.problem && <ProblemNotice problem={resume.problem} />}
    </>
  );
}

function Reconciliation({ data }: { data: Summary }) {
  const start = useCommand('startReconciliation');
  const run = data.reconciliation;
  const last = data.lastReconciliation;
  return (
    <Card
      title={t('overview.reconciliation')}
      actions={
        may('startReconciliation') && (
          <Button
            icon="refresh"
            isBusy={start.isRunning || isRunning(data)}
            onClick={() => void start.run({ body: {} }).then((done) => done && toast(t('overview.started')))}
          >
            {t('overview.start')}
          </Button>
        )
      }
    >
      {start.problem && <ProblemNotice problem={start.problem} />}
      {run && isRunning(data) && (
        <div class="progress-part">
          <progress max={Math.max(1, run.due)} value={run.done} aria-label={t('overview.reconciliation')} />
          <p>
            {t('overview.running', { done: run.done, due: run.due })}
            {run.estimatedEndAt && <> · {t('overview.endsAbout', { when: relative(run.estimatedEndAt) })}</>}
          </p>
        </div>
      )}
      <Facts
        items={[
          [t('overview.lastRun'), <Time key="last" at={last?.finishedAt ?? null} isRelative />],
          [t('overview.nextRun'), <Time key="next" at={data.nextReconciliationAt} isRelative />],
          [t('overview.changed'), last ? number(last.changed) : '–'],
          [t('overview.unchanged'), last ? number(last.unchanged) : '–'],
          [t('overview.postponed'), last ? number(last.postponed) : '–'],
        ]}
      />
    </Card>
  );
}
