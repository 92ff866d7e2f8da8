import type { QueueList } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { Link, setQuery, useAddress } from '../../router.tsx';
import { AsOf, Badge, Button, Card, Empty, Skeleton, Time } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

type Queue = QueueList['items'][number];

/** What waits in the queues, and what failed for good; the messages of one are shown below. */
export function Queues() {
  const read = useRead('listQueues', {}, { every: 10_000 });
  const chosen = useAddress().query.get('queue');
  return (
    <Page title={t('nav.queues')} lead={<AsOf at={read.at} />}>
      <div class="stack">
        {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
        {!read.data && !read.problem && <Skeleton lines={6} />}
        {read.data && <Table queues={read.data.items} />}
        {chosen && <Poison key={chosen} queueName={chosen} />}
      </div>
    </Page>
  );
}

function Table({ queues }: { queues: readonly Queue[] }) {
  const age = (seconds: number): string =>
    new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: 'minute' }).format(
      Math.ceil(seconds / 60),
    );
  return (
    <div class="table-frame">
      <table>
        <caption class="hidden">{t('nav.queues')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('queues.queue')}</th>
            <th scope="col" class="number">
              {t('queues.depth')}
            </th>
            <th scope="col" class="number spare">
              {t('queues.age')}
            </th>
            <th scope="col">{t('queues.poison')}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ queueName, depth, oldestAgeSeconds, poisonDepth }) => (
            <tr key={queueName}>
              <th scope="row">
                <code>{queueName}</code>
              </th>
              <td class="number">{number(depth)}</td>
              <td class="number spare">{depth > 0 ? age(oldestAgeSeconds) : '–'}</td>
              <td>
                {poisonDepth === 0 ? (
                  <Badge tone="good" icon="check">
                    {t('common.none')}
                  </Badge>
                ) : (
                  <Button look="danger" onClick={() => setQuery({ queue: queueName })}>
                    {t('queues.look', { count: poisonDepth })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Poison({ queueName }: { queueName: string }) {
  const read = useRead('listPoisonMessages', { params: { queueName } });
  const one = useCommand('replayPoisonMessage');
  const all = useCommand('replayPoisonMessages');
  const problem = one.problem ?? all.problem ?? read.problem;
  const total = read.data?.total ?? 0;
  return (
    <Card
      title={t('queues.failed', { queue: queueName })}
      actions={
        total > 0 &&
        may('replayPoisonMessages') && (
          <Button
            isBusy={all.isRunning}
            onClick={() =>
              void all
                .run({ params: { queueName }, body: {} })
                .then((done) => done && toast(t('queues.replayed')))
            }
          >
            {t('queues.replayAll', { count: total })}
          </Button>
        )
      }
    >
      {problem && <ProblemNotice problem={problem} again={read.again} />}
      {!read.data && !problem && <Skeleton />}
      {read.data && total === 0 && <Empty icon="check" title={t('queues.nothing')} />}
      <ul class="messages">
        {read.data?.items.map((message) => (
          <li key={message.id}>
            <span>
              <code>{message.reason?.code ?? '–'}</code> <Time at={message.insertedAt} isRelative />
              {message.customerTenantId && (
                <span class="under">
                  <Link to={`/customers/${message.customerTenantId}`}>{t('prospect.toCustomer')}</Link>
                </span>
              )}
            </span>
            {may('replayPoisonMessage') && (
              <Button
                isBusy={one.isRunning}
                onClick={() =>
                  void one
                    .run({ params: { queueName, messageId: message.id }, body: {} })
                    .then((done) => done && toast(t('queues.replayed')))
                }
              >
                {t('queues.replay')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
