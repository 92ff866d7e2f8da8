import { spawnHost } from '../../../infra/local/host/process/spawnHost.ts';
import { createTables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { rowKeys } from '../../../shared/adapters/storage/kit/keys.ts';
import { readReadiness } from '../../../shared/workflows/checks/readReadiness.ts';
import type { Figure } from '../figure.ts';
import { timedPool, type Round } from '../pool.ts';
import type { ReadinessRound } from './readinessClient.ts';
import { median, quantile, spread } from '../statistics.ts';
import { startWorker } from '../worker.ts';
import { startWorld, type World } from '../world.ts';

const customers = 200;
const rounds = 10;
const sides = ['workflow', 'workflowRaw', 'overHttp', 'httpRaw'] as const;
type Sides = Record<(typeof sides)[number], Round>;

/** How long a readiness takes, beside a raw point read of the same row on the same Azurite. */
export async function measureReadiness(): Promise<Figure[]> {
  const world = await startWorld();
  try {
    return figures(await run(world, await world.customers(customers)));
  } finally {
    await world.stop();
  }
}

async function run(world: World, tenantIds: readonly string[]): Promise<Sides[]> {
  const { appDir, settings, connectionString, services, token } = world;
  const tables = createTables(connectionString);
  const host = await spawnHost({ appDir, port: 0, settings, log: () => undefined });
  const client = startWorker<ReadinessRound, Round>(new URL('./readinessClient.ts', import.meta.url));
  const sight = { resellerTenantId: null };
  const round = async (): Promise<Sides> => ({
    // One after the other: what is asked is how long one answer takes, not how many there are in a second.
    workflow: await timedPool(tenantIds, 1, async (customerTenantId) => {
      await readReadiness(services, { customerTenantId, sight, maxAgeMs: null });
    }),
    workflowRaw: await timedPool(tenantIds, 1, async (tenantId) => {
      await tables.customers.getEntity(tenantId, rowKeys.record);
    }),
    overHttp: await client.ask({ from: { url: host.url, token }, tenantIds, atOnce: 1 }),
    httpRaw: await client.ask({ from: { connectionString }, tenantIds, atOnce: 1 }),
  });
  try {
    await round();
    const done: Sides[] = [];
    for (let at = 0; at < rounds; at += 1) done.push(await round());
    return done;
  } finally {
    await Promise.all([client.stop(), host.stop()]);
  }
}

function figures(done: readonly Sides[]): Figure[] {
  const latencies = (side: keyof Sides): number[] => done.flatMap((round) => round[side].latenciesMs);
  const p99 = (side: keyof Sides): number => quantile(latencies(side), 0.99);
  const inMs = (side: keyof Sides): string =>
    `${p99(side).toFixed(1)} ms (median ${median(latencies(side)).toFixed(1)})`;
  const figure = (name: string, [subject, raw]: readonly [keyof Sides, keyof Sides]): Figure => ({
    name,
    subject: inMs(subject),
    yardstick: inMs(raw),
    measured: p99(subject) / p99(raw),
    unit: 'x',
    target: { atMost: 1.3 },
    details: {
      medians: { subject: spread(latencies(subject)), yardstick: spread(latencies(raw)) },
      readings: latencies(subject).length,
    },
  });
  return [
    figure('readiness: p99, beside a raw point read', ['workflow', 'workflowRaw']),
    {
      ...figure('readiness over HTTP: p99, beside a raw point read', ['overHttp', 'httpRaw']),
      target: null,
    },
  ];
}
