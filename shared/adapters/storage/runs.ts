import type { Run, Runs } from '../../workflows/ports.ts';
import type { Tables } from './connection.ts';
import { fromJson } from './json.ts';
import { orMissing, storageCall } from './storageFailure.ts';

const keys = { partitionKey: 'run', rowKey: 'last' } as const;

/** The last reconciliation, kept beside the schedule it worked on. */
export function createRuns({ due }: Pick<Tables, 'due'>): Runs {
  return {
    last: () =>
      storageCall(async () => {
        const row = await orMissing(due.getEntity<{ json: string }>(keys.partitionKey, keys.rowKey));
        return row && (fromJson(row.json) as Run);
      }),
    save: (run) =>
      storageCall(async () => {
        await due.upsertEntity({ ...keys, json: JSON.stringify(run) }, 'Replace');
      }),
  };
}
