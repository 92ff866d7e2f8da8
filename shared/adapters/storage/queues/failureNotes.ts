import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../domain/chain.ts';
import type { FailureNote, FailureNotes } from '../../../workflows/ports/poisonPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { ignoreConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

export type FailureRows = FailureNotes & {
  find(message: unknown): Promise<FailureNote | null>;
  forget(message: unknown): Promise<void>;
};

type Row = { code: string; functionName: string; attempts?: number; failedAt: Date };

/**
 * Beside the schedule, one row per message that failed. The host gives a poison message a new id, so it is
 * found by what it says; wake-ups name the trace they belong to, and so no two are alike.
 */
export function createFailureNotes({ due }: Pick<Tables, 'due'>): FailureRows {
  return {
    note: (message, { code, functionName, attempts, failedAt }) =>
      storageCall(async () => {
        const row = { code, functionName, failedAt, ...(attempts === null ? {} : { attempts }) };
        await due.upsertEntity({ ...keysOf(message), ...row }, 'Replace');
      }),
    find: (message) =>
      storageCall(async () => {
        const { partitionKey, rowKey } = keysOf(message);
        const row = await undefinedIfMissing(due.getEntity<Row>(partitionKey, rowKey));
        if (!row) return null;
        const { code, functionName, attempts = null, failedAt } = row;
        return { code, functionName, attempts, failedAt };
      }),
    forget: (message) =>
      storageCall(() => {
        const { partitionKey, rowKey } = keysOf(message);
        return ignoreConflict(due.deleteEntity(partitionKey, rowKey));
      }),
  };
}

function keysOf(message: unknown): { partitionKey: string; rowKey: string } {
  const rowKey = createHash('sha256')
    .update(canonicalJson(message ?? null))
    .digest('hex');
  return { partitionKey: 'failure', rowKey };
}
