import { parentPort, workerData } from 'node:worker_threads';
import { startAzurite, type Azurite } from '../azurite.ts';
import { shiftDate } from '../host/shiftDate.ts';
import type { StorageAnswer, StorageOrder, StorageStart } from './orders.ts';

/** Azurite in a thread of its own: it starts while the rest loads, and its clock can be moved. */
async function main(): Promise<void> {
  const { offsetMs, ...options } = workerData as StorageStart;
  shiftDate(offsetMs);
  let azurite: Azurite | undefined;
  parentPort?.on('message', (order: StorageOrder) => void carryOut(order, azurite));
  try {
    azurite = await startAzurite(options);
    answer({ id: 0, value: azurite.connectionString });
  } catch (failure) {
    answer({ id: 0, failure: failure instanceof Error ? failure.message : String(failure) });
  }
}

async function carryOut(order: StorageOrder, azurite: Azurite | undefined): Promise<void> {
  switch (order.kind) {
    case 'shift':
      shiftDate(order.offsetMs);
      return answer({ id: order.id });
    case 'export':
      return answer({ id: order.id, value: azurite?.exportTables() });
    case 'import':
      azurite?.importTables(order.text);
      return answer({ id: order.id });
    case 'nextVisible':
      return answer({ id: order.id, value: azurite?.nextVisibleAt()?.toISOString() });
    case 'stop':
      await azurite?.stop();
      return answer({ id: order.id });
  }
}

function answer(given: StorageAnswer): void {
  parentPort?.postMessage(given);
}

await main();
