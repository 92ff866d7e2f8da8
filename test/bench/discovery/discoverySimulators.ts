import { startEntra } from '../../../infra/local/entra/entra.ts';
import { localPartner } from '../../../infra/local/localSettings.ts';
import { startPartnerCenter } from '../../../infra/local/partnerCenter/partnerCenter.ts';
import type { Simulator } from '../../../infra/local/simulator/simulator.ts';
import type { PartnerCenterAccess } from './discoveryWorld.ts';
import { startMemoryProcess } from '../memory/memoryProcess.ts';
import type { MemoryReport } from '../memory/memoryWorker.ts';
import { createMemoryTables, type MemoryTables } from '../../fakes/tables/memoryTables.ts';
import { tableTargets, type Targets } from '../remote.ts';

/** What the tables say once a discovery is through. */
export type Found = { readonly missing: number; readonly doubled: number; readonly counted: number };

export type DiscoveryWorld = {
  readonly tables: MemoryTables;
  /** Discovers in a process of its own until all pages are through. */
  run(): Promise<MemoryReport>;
  /** The same, killed when this page is done and its progress not yet saved. */
  runAndKill(page: number): Promise<void>;
  found(): Found;
  /** Pages asked for so far. */
  calls(): Promise<number>;
  stop(): Promise<void>;
};

/** So many customers at the Partner Center simulator, and empty tables. */
export async function startDiscoveryWorld(customers: number): Promise<DiscoveryWorld> {
  const { tenantId, apiAudience, apiClientId, partnerCenterClientId: clientId } = localPartner;
  const secrets = { clientSecret: 'a secret', refreshToken: 'a token' };
  const entra = await startEntra({
    ...{ port: 0, tenantId, api: { audience: apiAudience, clientId: apiClientId } },
    partnerCenterApp: { clientId, ...secrets },
  });
  const service = await startPartnerCenter({
    ...{ port: 0, entraUrl: entra.url, partnerTenantId: tenantId, startCustomers: 0 },
  });
  const before = (await control<{ total: number }>(service, '/customers?size=1')).total;
  if (customers > before) await control(service, '/customers', { count: customers - before });
  const tables = createMemoryTables();
  const access = { url: service.url, entraUrl: entra.url, tenantId, clientId, ...secrets };
  const given = JSON.stringify(access satisfies PartnerCenterAccess);
  let hours = 0;
  const start = (targets: Targets) =>
    startMemoryProcess(['discovery', String((hours += 1) * 3_600_000), given], targets);
  return {
    tables,
    run: () => start(tableTargets(tables.clients)).report,
    async runAndKill(page) {
      const targets = tableTargets(tables.clients);
      const worker = start({
        ...targets,
        due: {
          ...targets['due'],
          upsertEntity: async (entity: { rowKey: string; json?: string }, mode: 'Replace') => {
            if (entity.rowKey === 'discovery' && pageIn(entity.json) > page) return worker.kill();
            return tables.clients.due.upsertEntity(entity as never, mode);
          },
        },
      });
      await worker.report.catch(() => undefined);
    },
    found: () => foundIn(tables, customers),
    calls: async () =>
      (await control<{ items: { path: string }[] }>(service, '/requests')).items.filter(
        ({ path }) => path === '/v1/customers',
      ).length,
    async stop() {
      await Promise.all([service.stop(), entra.stop()]);
    },
  };
}

function pageIn(json = '{}'): number {
  return (JSON.parse(json) as { page?: number }).page ?? 0;
}

function foundIn(tables: MemoryTables, customers: number): Found {
  const rows = tables.rows('customers');
  const records = rows.filter(({ rowKey }) => rowKey === 'rec').length;
  const events = rows.filter(({ rowKey }) => rowKey.startsWith('evt|')).length;
  const counters = tables.rows('byStatus').filter(({ rowKey }) => rowKey === '!n');
  return {
    missing: customers - records,
    doubled: events - records,
    counted: counters.reduce((sum, { count }) => sum + Number(count), 0),
  };
}

async function control<T>(service: Simulator, path: string, body?: object): Promise<T> {
  const response = await fetch(`${service.url}/_control${path}`, {
    ...(body && {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
