import type { Figure } from '../figure.ts';
import { heapMb, startMemoryProcess } from './memoryProcess.ts';
import type { MemoryReport } from './memoryWorker.ts';
import { startDiscoveryWorld } from '../discovery/discoverySimulators.ts';
import { createMemoryTables } from '../../fakes/tables/memoryTables.ts';
import { createLimited, seedCustomers } from '../reconcile/reconcileWorld.ts';
import { tableTargets } from '../remote.ts';

const targetMb = 64;
const largest = Number(process.env['MEMORY_CUSTOMERS'] ?? 100_000);

/** Sweep, discovery and export in a process with a small heap, with tables and Partner Center outside of it. */
export async function measureMemory(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of [1_000, 10_000, 100_000].filter((one) => one <= largest)) {
    figures.push(memoryFigure(`reconcile ${String(size)}`, await sweepInChild(size)));
    figures.push(memoryFigure(`discovery ${String(size)}`, await discoverInChild(size)));
    figures.push(memoryFigure(`export ${String(size)}`, await exportInChild(size)));
  }
  return figures;
}

/** All are due, and all get their turn. @throws when one is lost or the process ends early */
export async function sweepInChild(size: number): Promise<MemoryReport> {
  const tables = createMemoryTables();
  await seedCustomers(tables.clients, { due: size, total: size });
  const partnerCenter = createLimited(size, 500);
  const { report } = startMemoryProcess(['reconcile', '0'], {
    ...tableTargets(tables.clients),
    partnerCenter: { ask: partnerCenter.ask },
  });
  const done = await report;
  if (partnerCenter.lost() > 0) throw new Error(`${String(partnerCenter.lost())} customers were lost.`);
  return done;
}

/** Streams a file of all customers, as `GET /customer-export` does. */
export async function exportInChild(size: number): Promise<MemoryReport> {
  const tables = createMemoryTables();
  await seedCustomers(tables.clients, { due: 0, total: size });
  return startMemoryProcess(['export'], tableTargets(tables.clients)).report;
}

async function discoverInChild(size: number): Promise<MemoryReport> {
  const world = await startDiscoveryWorld(size);
  try {
    return await world.run();
  } finally {
    await world.stop();
  }
}

function memoryFigure(name: string, { baseRss, peakRss, peakHeap, done }: MemoryReport): Figure {
  const grownMb = (peakRss - baseRss) / 2 ** 20;
  return {
    name: `${name}: memory above base`,
    subject: `${grownMb.toFixed(0)} MB`,
    yardstick: null,
    measured: grownMb,
    unit: '',
    target: { atMost: targetMb },
    details: { baseRss, peakRss, peakHeap, heapLimitMb: heapMb, ...done },
  };
}
