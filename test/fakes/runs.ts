import type { IdempotencyRecord } from '../../shared/workflows/ports/recordPorts.ts';
import type { Run, Runs, StoredRun } from '../../shared/workflows/ports/schedulePorts.ts';

/** Runs in memory; each note is another token. */
export function runsInMemory(): Runs {
  let last: Run | undefined;
  let current: StoredRun | undefined;
  let tokens = 0;
  const receipts = new Map<string, IdempotencyRecord>();
  return {
    last: async () => last,
    save: async (run, progress) => {
      last = run;
      if (progress) current = { progress, token: (tokens += 1) };
    },
    current: async () => current,
    note: async (progress) => void (current = { progress, token: (tokens += 1) }),
    request: async ({ before, run, receipt }) => {
      if (before?.token !== current?.token || (receipt && receipts.has(receipt.id))) return 'conflict';
      current = { progress: run, token: (tokens += 1) };
      if (receipt) receipts.set(receipt.id, receipt);
      return 'committed';
    },
    receipt: async (id) => receipts.get(id),
  };
}
