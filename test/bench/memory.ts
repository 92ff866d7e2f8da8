import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../infra/local/host/childProcess.ts';
import type { Figure } from './figure.ts';
import type { MemoryReport } from './memoryWorker.ts';
import { startDiscoveryWorld } from './discovery.ts';
import { createLimited, createMemoryTables, seedCustomers } from './reconcileWorld.ts';
import { answerCalls, tableTargets, type Targets } from './remote.ts';

/** The process may not have more for its objects, whatever the number of customers; Node would end it. */
export const heapMb = 64;
export const targetMb = 64;
const largest = Number(process.env['MEMORY_CUSTOMERS'] ?? 100_000);

/** Sweep and discovery in a process with a small heap, with tables and Partner Center outside of it. */
export async function measureMemory(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of [1_000, 10_000, 100_000].filter((one) => one <= largest)) {
    figures.push(memoryFigure(`reconcile ${String(size)}`, await sweepInChild(size)));
    figures.push(memoryFigure(`discovery ${String(size)}`, await discoverInChild(size)));
  }
  return figures;
}

/** All are due, and all get their turn. @throws when one is lost or the process ends early */
export async function sweepInChild(size: number): Promise<MemoryReport> {
  const tables = createMemoryTables();
  await seedCustomers(tables.clients, { due: size, total: size });
  const partnerCenter = createLimited(size, 500);
  const { report } = startMemoryWorker(['reconcile', '0'], {
    ...tableTargets(tables.clients),
    partnerCenter: { ask: partnerCenter.ask },
  });
  const done = await report;
  if (partnerCenter.lost() > 0) throw new Error(`${String(partnerCenter.lost())} customers were lost.`);
  return done;
}

async function discoverInChild(size: number): Promise<MemoryReport> {
  const world = await startDiscoveryWorld(size);
  try {
    return await world.run();
  } finally {
    await world.stop();
  }
}

/** Runs a piece of work in a process with little memory; `report` fails when the process ends without one. */
export function startMemoryWorker(
  args: readonly string[],
  targets: Targets,
): { readonly report: Promise<MemoryReport>; kill(): void } {
  const path = fileURLToPath(new URL('./memoryWorker.ts', import.meta.url));
  const child = fork(path, [...args], {
    execArgv: [...typescriptArguments(), '--expose-gc', `--max-old-space-size=${String(heapMb)}`],
    // Dates and bytes survive the way.
    serialization: 'advanced',
  });
  answerCalls(child, targets);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The process ended early: ${String(signal ?? code)}`);
  });
  const reported = new Promise<MemoryReport>((resolve) => {
    child.on('message', (message: object) => {
      if ('peakRss' in message) resolve(message as MemoryReport);
    });
  });
  return { report: Promise.race([reported, ended]), kill: () => void child.kill('SIGKILL') };
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
