import { QueueServiceClient } from '@azure/storage-queue';
import { spawnHost } from '../../infra/local/host/spawnHost.ts';
import { queues } from '../../shared/queues.ts';
import type { AcceptRound } from './acceptClient.ts';
import { countCalls } from './countCalls.ts';
import type { Figure } from './figure.ts';
import { invitation, planAccept, type Write } from './plannedWrites.ts';
import { rateOf, type Round } from './pool.ts';
import type { RawRound } from './rawClient.ts';
import { median, quantile, spread } from './statistics.ts';
import { startWorker } from './worker.ts';
import { startWorld, type World } from './world.ts';

const pairs = 6;
const acceptsPerRound = 160;
const atOnce = 16;

/** How fast invitations are accepted over HTTP, beside the raw table writes of the same rows. */
export async function measureAccept(): Promise<Figure[]> {
  const world = await startWorld();
  try {
    const calls = await countCalls(world);
    const rounds = await runPairs(world);
    return figures(rounds, calls);
  } finally {
    await world.stop();
  }
}

type Pair = { readonly subject: Round; readonly raw: Round; readonly writesPerAccept: number };

async function runPairs(world: World): Promise<Pair[]> {
  const { settings, appDir, connectionString, services, token } = world;
  const mails = QueueServiceClient.fromConnectionString(connectionString).getQueueClient(queues.mails);
  const host = await spawnHost({ appDir, port: 0, settings, log: () => undefined });
  const client = startWorker<AcceptRound, Round>('./acceptClient.ts');
  const raw = startWorker<RawRound, Round>('./rawClient.ts');
  const body = JSON.stringify(invitation);
  try {
    // All customers first: whoever makes them moves the counters that the app remembers.
    const customers = await world.customers((pairs + 1) * 2 * acceptsPerRound);
    const take = (): string[] => customers.splice(0, acceptsPerRound);
    const done: Pair[] = [];
    for (let pair = 0; pair <= pairs; pair += 1) {
      const subject = await client.ask({ url: host.url, token, tenantIds: take(), body, atOnce });
      // Nobody reads this queue here, and it must not grow.
      await mails.clearMessages();
      const accepts: Write[][] = [];
      for (const tenantId of take()) accepts.push(await planAccept(services, connectionString, tenantId));
      const rawRound = await raw.ask({ connectionString, accepts, atOnce });
      // The first pair warms both up.
      if (pair > 0) done.push({ subject, raw: rawRound, writesPerAccept: accepts[0]?.length ?? 0 });
    }
    return done;
  } finally {
    await Promise.all([client.stop(), raw.stop(), host.stop()]);
  }
}

function figures(rounds: readonly Pair[], calls: Awaited<ReturnType<typeof countCalls>>): Figure[] {
  const rates = (side: 'subject' | 'raw'): number[] => rounds.map((pair) => rateOf(pair[side]));
  const p99 = (side: 'subject' | 'raw'): number =>
    quantile(
      rounds.flatMap((pair) => pair[side].latenciesMs),
      0.99,
    );
  const rateRatios = rounds.map(({ subject, raw }) => rateOf(subject) / rateOf(raw));
  const p99Ratios = rounds.map(
    ({ subject, raw }) => quantile(subject.latenciesMs, 0.99) / quantile(raw.latenciesMs, 0.99),
  );
  const planned = rounds[0]?.writesPerAccept;
  if (planned !== calls.tableWrites)
    throw new Error(
      `The yardstick makes ${String(planned)} writes, an accept ${String(calls.tableWrites)}: they do not compare.`,
    );
  const common = { pairs: rounds.length, acceptsPerRound, atOnce, calls };
  return [
    {
      name: 'accept: rate, beside its raw table writes',
      subject: `${median(rates('subject')).toFixed(0)}/s`,
      yardstick: `${median(rates('raw')).toFixed(0)}/s`,
      measured: median(rateRatios),
      unit: 'x',
      target: { atLeast: 0.8 },
      details: { ...common, ratio: spread(rateRatios), perSecond: bothSpreads(rates) },
    },
    {
      name: 'accept: p99, beside its raw table writes',
      subject: `${p99('subject').toFixed(0)} ms`,
      yardstick: `${p99('raw').toFixed(0)} ms`,
      measured: p99('subject') / p99('raw'),
      unit: 'x',
      target: { atMost: 1.5 },
      details: { ratioPerPair: spread(p99Ratios) },
    },
  ];
}

function bothSpreads(of: (side: 'subject' | 'raw') => number[]) {
  return { subject: spread(of('subject'), 1), yardstick: spread(of('raw'), 1) };
}
