import { spawnHost } from '../../infra/local/host/process/spawnHost.ts';
import { shardOf } from '../../shared/adapters/storage/kit/keys.ts';
import { startQueueProxy } from '../fault/proxies/queueProxy.ts';
import { startTableProxy } from '../fault/proxies/tableProxy.ts';
import { invitation } from './accept/plannedWrites.ts';
import type { World } from './world.ts';

/** What one accept asks of storage, counted between the app and the storage: exact, whatever else is running. */
export type Calls = {
  readonly tableReads: number;
  /** Each transaction is one. */
  readonly tableWrites: number;
  readonly queueSends: number;
  /** In their order: `GET Customers`, `POST $batch`. */
  readonly tableCalls: readonly string[];
};

/** Counts the calls of one accept by an app that has made one before, so that it knows its counters. */
export async function countCalls({
  settings,
  appDir,
  connectionString,
  token,
  customers,
}: World): Promise<Calls> {
  const queueEndpoint = /QueueEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '';
  const { origin, pathname } = new URL(queueEndpoint);
  const tableProxy = await startTableProxy(connectionString);
  const queueProxy = await startQueueProxy(origin, 'once');
  const storage = tableProxy.connectionString.replace(queueEndpoint, queueProxy.url + pathname);
  const [first, second] = await twoOfOneShard(customers);
  const host = await spawnHost({
    appDir,
    port: 0,
    settings: { ...settings, DataStorage: storage },
    log: () => undefined,
  });
  try {
    await invite(host.url, token, first);
    const tableCalls: string[] = [];
    tableProxy.rule(({ method, url }) => {
      tableCalls.push(`${method} ${/\/([^/(?]+)(?:\(|\?|$)/.exec(url)?.[1] ?? url}`);
      return 'pass';
    });
    const sentBefore = queueProxy.sent();
    await invite(host.url, token, second);
    const tableReads = tableCalls.filter((call) => call.startsWith('GET ')).length;
    return {
      tableReads,
      tableWrites: tableCalls.length - tableReads,
      queueSends: queueProxy.sent() - sentBefore,
      tableCalls,
    };
  } finally {
    await host.stop();
    await Promise.all([tableProxy.stop(), queueProxy.stop()]);
  }
}

/** Both accepts change the same counters. */
async function twoOfOneShard(customers: World['customers']): Promise<[string, string]> {
  const byShard = new Map<string, string>();
  // Among seventeen there are two of the same of sixteen.
  for (const id of await customers(17)) {
    const other = byShard.get(shardOf(id));
    if (other !== undefined) return [other, id];
    byShard.set(shardOf(id), id);
  }
  throw new Error('No two customers share a shard.');
}

async function invite(url: string, token: string, tenantId: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/customers/${tenantId}/invitations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `count-${tenantId}`,
    },
    body: JSON.stringify(invitation),
  });
  if (response.status !== 202) throw new Error(`An accept was answered with ${await response.text()}`);
}
