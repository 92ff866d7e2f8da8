import { QueueServiceClient } from '@azure/storage-queue';
import { spawnHost } from '../../../infra/local/host/process/spawnHost.ts';
import { queues } from '../../../shared/queues.ts';
import type { AcceptRound } from './acceptClient.ts';
import { countCalls } from '../countCalls.ts';
import type { Figure } from '../figure.ts';
import { invitation, planAccept } from './plannedWrites.ts';
import { rateOf, type Round } from '../pool.ts';
import { processorTimes, usedBetween } from '../processorTime.ts';
import type { RawAccept, RawRound } from './rawClient.ts';
import { median, quantile, spread } from '../statistics.ts';
import { startWorker } from '../worker.ts';
import { startWorld, type World } from '../world.ts';

const pairs = 5;
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

type Side = 'subject' | 'raw' | 'rawEveryCall';
/** A round with the processor time that each accept took. */
type Measured = Round & { readonly azuriteMs: number; readonly othersMs: number };
type Pair = Readonly<Record<Side, Measured>> & { readonly writesPerAccept: number };

async function runPairs(world: World): Promise<Pair[]> {
  const { settings, appDir, connectionString, services, token } = world;
  const mails = QueueServiceClient.fromConnectionString(connectionString).getQueueClient(queues.mails);
  const host = await spawnHost({ appDir, port: 0, settings, log: () => undefined });
  const client = startWorker<AcceptRound, Round>(new URL('./acceptClient.ts', import.meta.url));
  const raw = startWorker<RawRound, Round>(new URL('./rawClient.ts', import.meta.url));
  const body = JSON.stringify(invitation);
  try {
    // All customers first: whoever makes them moves the counters that the app remembers.
    const customers = await world.customers((pairs + 1) * 3 * acceptsPerRound);
    const take = (): string[] => customers.splice(0, acceptsPerRound);
    const plans = async (): Promise<RawAccept[]> => {
      const accepts: RawAccept[] = [];
      for (const tenantId of take()) {
        accepts.push({ tenantId, writes: await planAccept(services, connectionString, tenantId) });
      }
      return accepts;
    };
    const done: Pair[] = [];
    for (let pair = 0; pair <= pairs; pair += 1) {
      const tenantIds = take();
      const subject = await measured(world, () =>
        client.ask({ url: host.url, token, tenantIds, body, atOnce }),
      );
      // Nobody reads this queue here, and it must not grow.
      await mails.clearMessages();
      const accepts = await plans();
      const rawRound = await measured(world, () =>
        raw.ask({ connectionString, accepts, atOnce, everyCall: false }),
      );
      const others = await plans();
      const rawEveryCall = await measured(world, () =>
        raw.ask({ connectionString, accepts: others, atOnce, everyCall: true }),
      );
      await mails.clearMessages();
      const writesPerAccept = accepts[0]?.writes.length ?? 0;
      // The first pair warms both up.
      if (pair > 0) done.push({ subject, raw: rawRound, rawEveryCall, writesPerAccept });
    }
    return done;
  } finally {
    await Promise.all([client.stop(), raw.stop(), host.stop()]);
  }
}

async function measured({ azuritePid }: World, run: () => Promise<Round>): Promise<Measured> {
  const before = processorTimes();
  const round = await run();
  const { oneMs, othersMs } = usedBetween(before, processorTimes(), azuritePid);
  const accepts = round.latenciesMs.length;
  return { ...round, azuriteMs: oneMs / accepts, othersMs: othersMs / accepts };
}

function figures(rounds: readonly Pair[], calls: Awaited<ReturnType<typeof countCalls>>): Figure[] {
  const planned = rounds[0]?.writesPerAccept;
  if (planned !== calls.tableWrites) {
    const counts = `the yardstick makes ${String(planned)} writes, an accept ${String(calls.tableWrites)}`;
    throw new Error(`These do not compare: ${counts}.`);
  }
  if (calls.tableReads !== 1)
    throw new Error('The yardstick with every call makes one read, an accept more.');
  const rates = (side: Side): number[] => rounds.map((pair) => rateOf(pair[side]));
  const perSecond = (side: Side): string => `${median(rates(side)).toFixed(0)}/s`;
  const p99 = (side: Side): number =>
    quantile(
      rounds.flatMap((pair) => pair[side].latenciesMs),
      0.99,
    );
  const azurite = (side: Side): number => median(rounds.map((pair) => pair[side].azuriteMs));
  const others = (side: Side): number => median(rounds.map((pair) => pair[side].othersMs));
  const ratios = (side: Side): number[] => rounds.map((pair) => rateOf(pair.subject) / rateOf(pair[side]));
  const rate = (name: string, side: Side, target: Figure['target']): Figure => ({
    name,
    subject: perSecond('subject'),
    yardstick: perSecond(side),
    measured: median(ratios(side)),
    unit: 'x',
    target,
    details: {
      ratio: spread(ratios(side)),
      perSecond: { subject: spread(rates('subject'), 1), yardstick: spread(rates(side), 1) },
      ...{ pairs: rounds.length, acceptsPerRound, atOnce, calls },
    },
  });
  return [
    rate('accept: rate, beside its raw table writes', 'raw', { atLeast: 0.8 }),
    {
      name: 'accept: p99, beside its raw table writes',
      subject: `${p99('subject').toFixed(0)} ms`,
      yardstick: `${p99('raw').toFixed(0)} ms`,
      measured: p99('subject') / p99('raw'),
      unit: 'x',
      target: { atMost: 1.5 },
    },
    rate('accept: rate, beside all its raw storage calls', 'rawEveryCall', null),
    {
      name: 'accept: processor time of Azurite, beside its raw table writes',
      subject: `${azurite('subject').toFixed(1)} ms`,
      yardstick: `${azurite('raw').toFixed(1)} ms`,
      measured: azurite('subject') / azurite('raw'),
      unit: 'x',
      target: null,
      details: { withEveryCallMs: azurite('rawEveryCall') },
    },
    {
      name: 'accept: processor time of app, host and caller, beside the raw client',
      subject: `${others('subject').toFixed(1)} ms`,
      yardstick: `${others('raw').toFixed(1)} ms`,
      measured: others('subject') / others('raw'),
      unit: 'x',
      target: null,
      details: { withEveryCallMs: others('rawEveryCall') },
    },
    {
      name: 'accept: storage calls of one',
      subject: `${String(calls.tableReads)} reads, ${String(calls.tableWrites)} writes, ${String(calls.queueSends)} send`,
      yardstick: null,
      measured: calls.tableReads + calls.tableWrites + calls.queueSends,
      unit: '',
      target: null,
    },
  ];
}
