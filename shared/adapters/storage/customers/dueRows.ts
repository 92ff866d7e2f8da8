import type { TransactionAction } from '@azure/data-tables';
import { checkSnapshotOf, type CheckSnapshot } from '../../../domain/customers/schedule.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { Tables } from '../kit/storageClients.ts';
import { commitIdIn, movedKeyOf, parseDueKey, versionOf, type Listed, type CommitId } from '../kit/keys.ts';
import { fromJson } from '../kit/json.ts';
import type { Listings } from './listings.ts';
import { readNaming, removeNames } from './names.ts';
import { isConflict, ignoreConflict, undefinedIfMissing } from '../kit/storageFailure.ts';

/** A row of `Due`: when to look at a customer, and which commit says so. */
export type DueEntity = {
  /** The shard. */
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly mark: CommitId;
  /** Where the record is listed as of that commit. */
  readonly listed: Listed;
  readonly writtenAt: Date;
  /** JSON of the record's `Watch`; empty where the record has to be read. */
  readonly watch?: string;
  /** Only a commit's first row has these: what is left to do when the record is stored. */
  readonly finalKey?: string;
  readonly oldKey?: string;
  readonly oldListed?: Listed;
  /** JSON of the new and the old `Naming`, where the rows in `ByName` change. */
  readonly naming?: string;
  readonly oldNaming?: string;
  /** The first row of the commit before, should that one not have settled yet. */
  readonly oldFirstKey?: string;
};

/** The `watch` of a record's due row. */
export function watchText(record: AgreementRecord): string {
  const watch = checkSnapshotOf(record);
  return watch ? JSON.stringify(watch) : '';
}

/** Null for the first row of a commit: until it has settled, the record has to be read. */
export function readSnapshot({
  watch,
  finalKey,
}: Pick<DueEntity, 'watch' | 'finalKey'>): CheckSnapshot | null {
  return watch && finalKey === undefined ? (fromJson(watch) as CheckSnapshot) : null;
}

/**
 * How long a commit may take before the sweep takes its rows for those of a crash, where its record is not
 * stored. A commit's first row is due long before, so whatever a crash leaves behind is found and repaired.
 */
export const commitWindowMs = 15 * 60_000;

type SettleNeeds = { readonly tables: Pick<Tables, 'due' | 'byName'>; readonly listings: Listings };

/**
 * Does what is left to do after a commit: takes the old listings away, then swaps the commit's first due
 * row and the old one for the final one. Safe to repeat: the final row comes only while the first one goes,
 * so it comes once, and no two rows without `finalKey` carry the same mark.
 */
export async function settle(needs: SettleNeeds, row: DueEntity): Promise<void> {
  const { due } = needs.tables;
  const { partitionKey, rowKey, mark, listed, writtenAt, watch, finalKey, oldKey, oldListed } = row;
  if (finalKey === undefined) return;
  const { customerTenantId } = parseDueKey(rowKey);
  if (oldListed !== undefined && oldListed !== listed)
    await needs.listings.remove(customerTenantId, oldListed);
  await removeOldNames(needs, row);

  const removal: TransactionAction[] =
    oldKey === undefined ? [] : [['delete', { partitionKey, rowKey: oldKey }]];
  const final = { partitionKey, rowKey: finalKey, mark, listed, writtenAt, watch: watch ?? '' };
  const swap: TransactionAction[] =
    finalKey === rowKey
      ? []
      : [
          ['create', final],
          ['delete', { partitionKey, rowKey }],
        ];
  if (removal.length + swap.length === 0) return;
  try {
    await due.submitTransaction([...removal, ...swap]);
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
    // Others were faster, or we were before. What is older goes first: the first due row notes that it is left.
    if (oldKey !== undefined) await removeOlder(needs, row, oldKey);
    if (swap.length > 0) {
      await ignoreConflict(due.submitTransaction(swap));
      await ignoreConflict(due.deleteEntity(partitionKey, rowKey));
    }
  }
}

/**
 * Where the row of the record before is now, for a commit that did not read it. A row that is not due yet
 * has hardly moved, so it is not looked up; `settle` finds it all the same, in more requests.
 */
export async function oldKeyAt(
  needs: Pick<SettleNeeds, 'tables'>,
  row: DueEntity,
  now: Date,
): Promise<string | undefined> {
  const { oldKey } = row;
  if (oldKey === undefined) return undefined;
  if (parseDueKey(oldKey).dueAt > now) return oldKey;
  const movedKey = await movedTo(needs, row);
  return movedKey !== undefined && commitIdIn(movedKey) === commitIdIn(oldKey) ? movedKey : oldKey;
}

/** Where the row of an older version went without a change of the record; undefined when it did not. */
async function movedTo(
  { tables: { due } }: Pick<SettleNeeds, 'tables'>,
  { partitionKey, rowKey, mark }: DueEntity,
): Promise<string | undefined> {
  const noteKey = movedKeyOf(parseDueKey(rowKey).customerTenantId);
  const note = await undefinedIfMissing(
    due.getEntity<{ mark: CommitId; dueKey: string }>(partitionKey, noteKey),
  );
  return note && versionOf(note.mark) < versionOf(mark) ? note.dueKey : undefined;
}

/** Removes the row of the commit before, wherever it is: not there yet, there, or moved on as its note says. */
async function removeOlder(needs: SettleNeeds, row: DueEntity, oldKey: string): Promise<void> {
  const { partitionKey, oldFirstKey } = row;
  if (oldFirstKey !== undefined) await settleWithoutRow(needs, row, oldFirstKey);
  for (let key: string | undefined = oldKey, last; key !== undefined && key !== last;) {
    await ignoreConflict(needs.tables.due.deleteEntity(partitionKey, key));
    last = key;
    key = await movedTo(needs, row);
  }
}

/** What an older commit left undone, apart from the row that would speak for it: it has nothing to say any more. */
async function settleWithoutRow(needs: SettleNeeds, { partitionKey, listed }: DueEntity, firstKey: string) {
  const { due } = needs.tables;
  const first = await undefinedIfMissing(due.getEntity<DueEntity>(partitionKey, firstKey));
  if (!first) return;
  const { oldListed, oldKey } = first;
  const { customerTenantId } = parseDueKey(firstKey);
  if (oldListed !== undefined && oldListed !== listed && oldListed !== first.listed) {
    await needs.listings.remove(customerTenantId, oldListed);
  }
  await removeOldNames(needs, first);
  if (oldKey !== undefined) await removeOlder(needs, first, oldKey);
  await ignoreConflict(due.deleteEntity(partitionKey, firstKey));
}

async function removeOldNames({ tables }: SettleNeeds, { rowKey, oldNaming }: DueEntity): Promise<void> {
  const old = readNaming(oldNaming);
  if (old) await removeNames(tables.byName, parseDueKey(rowKey).customerTenantId, old);
}
