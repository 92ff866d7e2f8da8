import type { TransactionAction } from '@azure/data-tables';
import type { RunProgress } from '../../../domain/run.ts';
import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';
import type { Run, Runs } from '../../../workflows/ports/schedulePorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { fromJson } from '../kit/json.ts';
import { rowKeys } from '../kit/keys.ts';
import { isConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

const partitionKey = 'run';
const lastKey = { partitionKey, rowKey: 'last' } as const;
const currentKey = { partitionKey, rowKey: 'current' } as const;

/** The last reconciliation and the one under way, kept beside the schedule they work on. */
export function createRuns({ due }: Pick<Tables, 'due'>): Runs {
  const read = (rowKey: string) => undefinedIfMissing(due.getEntity<{ json: string }>(partitionKey, rowKey));
  return {
    last: () =>
      storageCall(async () => {
        const row = await read(lastKey.rowKey);
        return row && (fromJson(row.json) as Run);
      }),
    save: (run, progress) =>
      storageCall(async () => {
        const rows = [
          { ...lastKey, json: JSON.stringify(run) },
          ...(progress ? [{ ...currentKey, json: JSON.stringify(progress) }] : []),
        ];
        await due.submitTransaction(rows.map((row): TransactionAction => ['upsert', row, 'Replace']));
      }),
    current: () =>
      storageCall(async () => {
        const row = await read(currentKey.rowKey);
        return row && { progress: fromJson(row.json) as RunProgress, token: row.etag };
      }),
    note: (progress) =>
      storageCall(async () => {
        await due.upsertEntity({ ...currentKey, json: JSON.stringify(progress) }, 'Replace');
      }),
    request: ({ before, run, receipt }) =>
      storageCall(async () => {
        const row = { ...currentKey, json: JSON.stringify(run) };
        const actions: TransactionAction[] = [
          before ? ['update', row, 'Replace', { etag: before.token as string }] : ['create', row],
        ];
        if (receipt)
          actions.push(['create', { partitionKey, rowKey: rowKeys.receipt(receipt.id), ...receipt }]);
        try {
          await due.submitTransaction(actions);
          return 'committed';
        } catch (failure) {
          if (isConflict(failure)) return 'conflict';
          throw failure;
        }
      }),
    receipt: (id) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(
          due.getEntity<IdempotencyRecord>(partitionKey, rowKeys.receipt(id)),
        );
        return row && { id: row.id, fingerprint: row.fingerprint, answer: row.answer };
      }),
  };
}
