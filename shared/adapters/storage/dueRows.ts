import type { TransactionAction } from '@azure/data-tables';
import type { Tables } from './connection.ts';
import { parseDueKey, type Listed, type Mark } from './keys.ts';
import type { Listings } from './listings.ts';
import { isConflict, orDone } from './storageFailure.ts';

/** A row of `Due`: when to look at a customer, and which commit says so. */
export type DueEntity = {
  /** The shard. */
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly mark: Mark;
  /** Where the record is listed as of that commit. */
  readonly listed: Listed;
  readonly writtenAt: Date;
  /** Only a commit's first row has these: what is left to do when the record is stored. */
  readonly finalKey?: string;
  readonly oldKey?: string;
  readonly oldListed?: Listed;
};

/**
 * How long a commit may take before the sweep takes its rows for those of a crash. A commit writes its
 * first row no later than this, so whatever a crash leaves behind is found and repaired after it.
 */
export const commitWindowMs = 15 * 60_000;

/**
 * Does what is left to do after a commit: takes the old listing away, then swaps the commit's first due
 * row and the old one for the final one. Safe to repeat. `moved`: the final row was there and has moved on.
 */
export async function settle(
  { tables: { due }, listings }: { readonly tables: Pick<Tables, 'due'>; readonly listings: Listings },
  row: DueEntity,
  { moved } = { moved: false },
): Promise<void> {
  const { partitionKey, rowKey, mark, listed, writtenAt, finalKey, oldKey, oldListed } = row;
  if (finalKey === undefined) return;
  const { customerTenantId } = parseDueKey(rowKey);
  if (oldListed !== undefined && oldListed !== listed) await listings.remove(customerTenantId, oldListed);

  const actions: TransactionAction[] = [];
  if (finalKey !== rowKey && !moved) {
    actions.push(['create', { partitionKey, rowKey: finalKey, mark, listed, writtenAt }]);
  }
  if (oldKey !== undefined) actions.push(['delete', { partitionKey, rowKey: oldKey }]);
  if (finalKey !== rowKey) actions.push(['delete', { partitionKey, rowKey }]);
  if (actions.length === 0) return;
  try {
    await due.submitTransaction(actions);
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
    // Part of it was done before. The first due row goes last: it is the note that something is left.
    for (const action of actions) await orDone(due.submitTransaction([action]));
  }
}
