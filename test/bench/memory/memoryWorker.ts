import { createCustomerIndex } from '../../../shared/adapters/storage/customers/customerIndex.ts';
import { createListings } from '../../../shared/adapters/storage/customers/listings.ts';
import { createSchedule } from '../../../shared/adapters/storage/customers/schedule.ts';
import type { Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { customerLines } from '../../../shared/contracts/customers/customerExport.ts';
import { toCsv } from '../../../shared/edge/csvResponse.ts';
import { exportCustomers } from '../../../shared/workflows/customers/exportCustomers.ts';
import { createVirtualTime } from '../../fakes/virtualTime.ts';
import { discoverVirtually, tableCallMs, type PartnerCenterAccess } from '../discovery/discoveryWorld.ts';
import { createRemote, remoteTables } from '../remote.ts';
import { dueInstant, sweepUntilDone, type Answer } from '../reconcile/reconcileWorld.ts';

/** What the work took above what the process held before it, in bytes. */
export type MemoryUse = { readonly baseRss: number; readonly peakRss: number; readonly peakHeap: number };
export type MemoryReport = { readonly done: Record<string, unknown> } & MemoryUse;

/** A process of its own for one piece of work: the tables and Partner Center are with the parent. */
const [work = '', startMs = '0', access = '{}'] = process.argv.slice(2);
const remote = createRemote();
const time = createVirtualTime(new Date(dueInstant.getTime() + Number(startMs)), remote.quiet);

const works: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  reconcile: async () => ({
    minutes: await sweepUntilDone({
      ...{ tables: remoteTables(remote), time },
      ask: async (...asked) => (await remote.call('partnerCenter', 'ask', ...asked)) as Answer,
    }),
  }),
  export: async () => ({ bytes: await writeExport(remoteTables(remote)) }),
  discovery: async () => ({
    ...(await discoverVirtually({
      ...{ time, remote, access: JSON.parse(access) as PartnerCenterAccess },
      tables: remoteTables(remote, () => time.sleep(tableCallMs)),
    })),
  }),
};

globalThis.gc?.();
const baseRss = process.memoryUsage().rss;
let [peakRss, peakHeap] = [baseRss, 0];
const look = () => {
  const { rss, heapUsed } = process.memoryUsage();
  [peakRss, peakHeap] = [Math.max(peakRss, rss), Math.max(peakHeap, heapUsed)];
};
const watch = setInterval(look, 20);
const done = await works[work]?.();
look();
clearInterval(watch);
process.send?.({ done: done ?? {}, baseRss, peakRss, peakHeap } satisfies MemoryReport);
process.disconnect();

/** All customers as a file, packed as browsers take it, to a reader that keeps nothing. */
async function writeExport(tables: Tables): Promise<number> {
  const customerIndex = createCustomerIndex(tables);
  const schedule = createSchedule({ tables, listings: createListings(tables.byStatus) });
  const lines = customerLines(exportCustomers({ customerIndex, schedule }, {}));
  const asked = { headers: new Headers({ 'accept-encoding': 'gzip' }), method: 'GET' };
  const { body } = toCsv(asked, { fileName: 'customers.csv', lines });
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) bytes += chunk.length;
  return bytes;
}
