import { Worker } from 'node:worker_threads';
import { keptStorage } from '../../build/keptHost.ts';
import type { StorageAnswer, StorageCommand, StorageOrder, StorageStart } from './orders.ts';

export type StorageThread = {
  readonly connectionString: string;
  /** Moves its clock: hidden messages are seen and expire by it. */
  shift(offsetMs: number): Promise<void>;
  exportTables(): Promise<string>;
  importTables(text: string): Promise<void>;
  nextVisibleAt(): Promise<Date | undefined>;
  stop(): Promise<void>;
};

/** Starts Azurite in a thread. @throws {Error} naming the port that is busy */
export async function startStorageThread(start: StorageStart): Promise<StorageThread> {
  const worker = new Worker(await keptStorage(), { workerData: start });
  const waiting = new Map<number, (answer: StorageAnswer) => void>();
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('The storage thread has ended.'));
    });
  });
  ended.catch(() => undefined);
  worker.on('message', (answer: StorageAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let lastId = 0;
  const answered = (id: number): Promise<string | undefined> =>
    Promise.race([ended, new Promise<StorageAnswer>((resolve) => waiting.set(id, resolve))]).then(
      ({ value, failure }) => {
        if (failure !== undefined) throw new Error(failure);
        return value;
      },
    );
  const order = (command: StorageCommand): Promise<string | undefined> => {
    lastId += 1;
    const answer = answered(lastId);
    worker.postMessage({ ...command, id: lastId } satisfies StorageOrder);
    return answer;
  };
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await order({ kind: 'stop' }).catch(() => undefined);
    await worker.terminate();
  };
  try {
    return {
      connectionString: (await answered(0)) ?? '',
      shift: async (offsetMs) => void (await order({ kind: 'shift', offsetMs })),
      exportTables: async () => (await order({ kind: 'export' })) ?? '',
      importTables: async (text) => void (await order({ kind: 'import', text })),
      nextVisibleAt: async () => {
        const value = await order({ kind: 'nextVisible' });
        return value === undefined ? undefined : new Date(value);
      },
      stop: () => (stopping ??= stop()),
    };
  } catch (failure) {
    await worker.terminate();
    throw failure;
  }
}
