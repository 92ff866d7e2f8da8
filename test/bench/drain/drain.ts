import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { queues } from '../../../shared/queues.ts';
import type { Figure } from '../figure.ts';
import { startPausedHost } from '../pausedHost.ts';
import { timedPool } from '../pool.ts';
import type { DrainRound } from './rawDrain.ts';
import { median, spread } from '../statistics.ts';
import { startWorker } from '../worker.ts';
import { startWorld, type World } from '../world.ts';

const pairs = 8;
/** Azurite's queues get slower with their depth (measured), so both sides always begin with the same. */
const depth = 256;
const yearMs = 365 * 24 * 60 * 60_000;

/**
 * How fast the host works off wake-up calls for customers that are not due: receive, two point reads and
 * delete, beside a loop that does only these. Nothing calls Partner Center on either side.
 */
export async function measureDrain(): Promise<Figure[]> {
  const world = await startWorld();
  try {
    const tenantIds = await customersNotDue(world);
    return figures(await runPairs(world, tenantIds));
  } finally {
    await world.stop();
  }
}

type Pair = { readonly host: number; readonly raw: number };

async function runPairs({ connectionString, appDir, settings }: World, tenantIds: string[]): Promise<Pair[]> {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const hostQueue = service.getQueueClient(queues.checks);
  const rawQueue = service.getQueueClient('bench-raw');
  await rawQueue.create();
  const enabled = { ...settings, 'AzureWebJobs.checkAgreement.Disabled': 'false' };
  const host = await startPausedHost({ appDir, settings: enabled });
  const raw = startWorker<DrainRound, number[]>(new URL('./rawDrain.ts', import.meta.url));
  const rules = await queueRules();
  try {
    const done: Pair[] = [];
    for (let pair = 0; pair <= pairs; pair += 1) {
      await fill(hostQueue, tenantIds);
      const hostAt = await host.runUntil(depth, 'notDue');
      await untilEmpty(hostQueue);
      host.pause();
      await fill(rawQueue, tenantIds);
      const rawAt = await raw.ask({ connectionString, queueName: rawQueue.name, messages: depth, ...rules });
      await untilEmpty(rawQueue);
      // The first pair warms both up.
      if (pair > 0) done.push({ host: rateBetween(hostAt), raw: rateBetween(rawAt) });
    }
    return done;
  } finally {
    await Promise.all([host.stop(), raw.stop()]);
  }
}

/** Checked a moment ago and without news, so the next look is weeks away. */
async function customersNotDue({ services, customers }: World): Promise<string[]> {
  const ids = await customers(depth);
  await timedPool(ids, 16, async (tenantId) => {
    const stored = await services.agreements.find(tenantId);
    if (!stored) throw new Error('A customer is missing.');
    const now = services.clock.now();
    await services.schedule.move(stored, new Date(now.getTime() + yearMs), now);
  });
  return ids;
}

async function fill(queue: QueueClient, tenantIds: readonly string[]): Promise<void> {
  await timedPool(tenantIds, 16, async (tenantId) => {
    await queue.sendMessage(Buffer.from(JSON.stringify({ tenantId })).toString('base64'));
  });
}

async function untilEmpty(queue: QueueClient): Promise<void> {
  while (((await queue.getProperties()).approximateMessagesCount ?? 0) > 0) await sleep(10);
}

async function queueRules(): Promise<Pick<DrainRound, 'batchSize' | 'newBatchThreshold'>> {
  const { extensions } = JSON.parse(
    await readFile(new URL('../../../host.json', import.meta.url), 'utf8'),
  ) as {
    extensions: { queues: { batchSize: number; newBatchThreshold: number } };
  };
  const { batchSize, newBatchThreshold } = extensions.queues;
  return { batchSize, newBatchThreshold };
}

/** Messages per second from the first outcome to the last: waiting for the first poll is not drain. */
function rateBetween(instants: readonly number[]): number {
  return (instants.length - 1) / ((Math.max(...instants) - Math.min(...instants)) / 1000);
}

function figures(done: readonly Pair[]): Figure[] {
  const host = done.map((pair) => pair.host);
  const raw = done.map((pair) => pair.raw);
  const ratios = done.map((pair) => pair.host / pair.raw);
  return [
    {
      name: 'drain: rate, beside a raw loop',
      subject: `${median(host).toFixed(0)}/s`,
      yardstick: `${median(raw).toFixed(0)}/s`,
      measured: median(ratios),
      unit: 'x',
      target: { atLeast: 0.9 },
      details: {
        pairs: done.length,
        depth,
        callsPerMessage: { pointReads: 2, deletes: 1, receives: '1 per batch of up to 16' },
        ratio: spread(ratios),
        perSecond: { subject: spread(host, 1), yardstick: spread(raw, 1) },
      },
    },
  ];
}
