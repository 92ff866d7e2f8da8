import { odata, type TransactionAction } from '@azure/data-tables';
import type { DueRow, Schedule, Stored } from '../../workflows/ports.ts';
import type { Tables } from './connection.ts';
import { commitWindowMs, settle, type DueEntity } from './dueRows.ts';
import { dueKeyOf, movedKeyOf, parseDueKey, shardOf, shards, versionOf, rowKeys } from './keys.ts';
import type { Listings } from './listings.ts';
import { isConflict, orDone, storageCall } from './storageFailure.ts';
import { tokenOf } from './storedRecord.ts';

type ScheduleNeeds = { readonly tables: Tables; readonly listings: Listings };
type FoundRow = DueEntity & { readonly etag: string };

const largestPage = 1000;

/** What is due when, in Table Storage. */
export function createSchedule(needs: ScheduleNeeds): Schedule {
  const { due } = needs.tables;
  return {
    due: (now, limit) =>
      storageCall(async () => {
        const found = await Promise.all(shards.map((shard) => dueIn(shard, now, limit)));
        return found
          .flat()
          .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1))
          .slice(0, limit)
          .map((row) => ({ customerTenantId: parseDueKey(row.rowKey).customerTenantId, handle: row }));
      }),
    claim: (row, stored, now) => storageCall(() => claim(needs, row, stored, now)),
    move: (stored, dueAt, checkedAt) =>
      storageCall(async () => {
        const actions = moveActions(stored, dueAt, checkedAt);
        // Whoever was faster has moved the row, or changed the record: theirs holds.
        await orDone(due.submitTransaction(actions));
      }),
    times: async (stored) => {
      const { moved } = tokenOf(stored);
      const { checkedAt } = stored.record;
      const later = moved?.lastCheckedAt && (!checkedAt || moved.lastCheckedAt > checkedAt);
      return { lastCheckedAt: later ? moved.lastCheckedAt : checkedAt, nextCheckAt: stored.dueAt };
    },
  };

  async function dueIn(shard: string, now: Date, limit: number): Promise<FoundRow[]> {
    // '~' sorts behind '|', so that what is due this very instant is included.
    const filter = odata`PartitionKey eq ${shard} and RowKey lt ${`${now.toISOString()}~`}`;
    const rows: FoundRow[] = [];
    const pages = due
      .listEntities<FoundRow>({ queryOptions: { filter } })
      .byPage({ maxPageSize: Math.min(limit, largestPage) });
    for await (const page of pages) {
      rows.push(...page);
      if (rows.length >= limit) break;
    }
    return rows;
  }
}

async function claim(
  needs: ScheduleNeeds,
  { handle }: DueRow,
  stored: Stored | undefined,
  now: Date,
): Promise<boolean> {
  const row = handle as FoundRow;
  const token = stored && tokenOf(stored);
  if (token && row.mark === token.mark) {
    await settle(needs, row, { moved: token.moved?.mark === token.mark });
    if (row.rowKey === token.dueKey) return true;
    if (row.finalKey !== undefined) return stored.dueAt <= now;
  } else if (!stored || versionOf(row.mark) > stored.record.version) {
    if (now.getTime() - row.writtenAt.getTime() < commitWindowMs) return false;
    if (stored && !(await fence(needs, stored))) return false;
  }
  const { customerTenantId } = parseDueKey(row.rowKey);
  for (const listed of new Set([row.listed, row.oldListed])) {
    if (listed !== undefined && listed !== token?.listed)
      await needs.listings.remove(customerTenantId, listed);
  }
  await orDone(needs.tables.due.deleteEntity(row.partitionKey, row.rowKey, { etag: row.etag }));
  return false;
}

/**
 * Makes sure that a commit which began on this record can no longer succeed, by giving the record a new
 * etag. False when one has succeeded meanwhile. A writer may have slept, so its age alone proves nothing.
 */
async function fence({ tables: { customers } }: ScheduleNeeds, stored: Stored): Promise<boolean> {
  const keys = { partitionKey: stored.record.customerTenantId, rowKey: rowKeys.record };
  try {
    await customers.updateEntity(keys, 'Merge', { etag: tokenOf(stored).etag });
    return true;
  } catch (failure) {
    if (isConflict(failure)) return false;
    throw failure;
  }
}

/** One transaction: the old row and the note of where it went change together or not at all. */
function moveActions(stored: Stored, dueAt: Date, checkedAt: Date | undefined): TransactionAction[] {
  const { customerTenantId, updatedAt } = stored.record;
  const { mark, listed, dueKey, moved } = tokenOf(stored);
  const partitionKey = shardOf(customerTenantId);
  const newKey = dueKeyOf(dueAt, customerTenantId, mark);
  const row = { partitionKey, rowKey: newKey, mark, listed, writtenAt: updatedAt };
  const note = {
    ...{ partitionKey, rowKey: movedKeyOf(customerTenantId), mark, dueKey: newKey },
    ...(checkedAt && { lastCheckedAt: checkedAt }),
  };
  return [
    ...(newKey === dueKey
      ? ([['update', row, 'Merge']] satisfies TransactionAction[])
      : ([
          ['delete', { partitionKey, rowKey: dueKey }],
          ['create', row],
        ] satisfies TransactionAction[])),
    moved ? ['update', note, 'Merge', { etag: moved.etag }] : ['create', note],
  ];
}
