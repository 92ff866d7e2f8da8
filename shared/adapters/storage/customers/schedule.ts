import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { DueRow, Reschedule, Schedule } from '../../../workflows/ports/schedulePorts.ts';
import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { commitWindowMs, readSnapshot, settle, watchText, type DueEntity } from './dueRows.ts';
import { fence } from './fence.ts';
import { dueKeyOf, dueShardOf, dueShards, movedKeyOf, parseDueKey, versionOf } from '../kit/keys.ts';
import type { Listings } from './listings.ts';
import { readNaming, removeNames } from './names.ts';
import { isConflict, ignoreConflict, storageCall } from '../kit/storageFailure.ts';
import { lastCheckedAt, storedTokenOf, type StoredToken } from './storedRecord.ts';

export type ScheduleNeeds = { readonly tables: Tables; readonly listings: Listings };
export type FoundRow = DueEntity & { readonly etag: string };

const maxPage = 1000;
const smallestPage = 16;
/** A move is three rows, and a transaction holds a hundred (documented). */
const movesAtOnce = 33;

/** What is due when, in Table Storage. */
export function createSchedule(needs: ScheduleNeeds): Schedule {
  const { due } = needs.tables;
  return {
    due: (now, limit) =>
      storageCall(async () => {
        const found = await Promise.all(dueShards.map((shard) => dueIn(shard, now, limit)));
        return found
          .flat()
          .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1))
          .slice(0, limit)
          .map((row) => ({
            ...parseDueKey(row.rowKey),
            watch: readSnapshot(row),
            group: row.partitionKey,
            handle: row,
          }));
      }),
    countDue: (now) =>
      storageCall(async () => {
        const counts = await Promise.all(dueShards.map((shard) => countIn(shard, now)));
        return counts.reduce((sum, count) => sum + count, 0);
      }),
    groups: dueShards.length,
    movesAtOnce,
    rescheduleAll: (moves) => storageCall(() => moveAll(due, moves)),
    claim: (row, stored, now) => storageCall(() => claim(needs, row, stored, now)),
    move: (stored, dueAt, checkedAt) =>
      storageCall(async () => {
        const actions = moveActions(stored, dueAt, checkedAt);
        // On a conflict another writer has moved the row or changed the record: that change holds.
        await ignoreConflict(due.submitTransaction(actions));
      }),
    times: async (stored) => {
      return { lastCheckedAt: lastCheckedAt(stored), nextCheckAt: stored.dueAt };
    },
  };

  async function countIn(shard: string, now: Date): Promise<number> {
    const queryOptions = { filter: dueBy(shard, now), select: ['RowKey'] };
    let count = 0;
    for await (const page of due.listEntities({ queryOptions }).byPage({ maxPageSize: maxPage }))
      count += page.length;
    return count;
  }

  async function dueIn(shard: string, now: Date, limit: number): Promise<FoundRow[]> {
    const filter = dueBy(shard, now);
    // Hashing spreads what is due evenly, so one page of each shard is about what was asked for.
    const maxPageSize = Math.min(Math.max(Math.ceil(limit / dueShards.length), smallestPage), maxPage);
    const pages = due.listEntities<FoundRow>({ queryOptions: { filter } }).byPage({ maxPageSize });
    // A page may be empty and yet have a successor (documented).
    for await (const page of pages) if (page.length > 0) return page;
    return [];
  }
}

/** '~' sorts behind '|', so that what is due this very instant is included. */
function dueBy(shard: string, now: Date): string {
  return odata`PartitionKey eq ${shard} and RowKey lt ${`${now.toISOString()}~`}`;
}

/** See `Schedule`. */
export async function claim(
  needs: ScheduleNeeds,
  { handle }: DueRow,
  stored: Stored | undefined,
  now: Date,
): Promise<boolean> {
  const row = handle as FoundRow;
  const token = stored && storedTokenOf(stored);
  if (token && row.mark === token.mark) {
    await settle(needs, row);
    if (row.rowKey === token.dueKey) return true;
    if (row.finalKey !== undefined) return stored.dueAt <= now;
    await adopt(needs, row, token);
    return false;
  } else if (!stored || versionOf(row.mark) > stored.record.version) {
    if (now.getTime() - row.writtenAt.getTime() < commitWindowMs) return false;
    if (stored && !(await fence(needs.tables, stored))) return false;
  }
  const { customerTenantId } = parseDueKey(row.rowKey);
  for (const listed of new Set([row.listed, row.oldListed])) {
    if (listed !== undefined && listed !== token?.listed)
      await needs.listings.remove(customerTenantId, listed);
  }
  for (const naming of [readNaming(row.naming), readNaming(row.oldNaming)]) {
    if (naming && naming.mark !== token?.named)
      await removeNames(needs.tables.byName, customerTenantId, naming);
  }
  await ignoreConflict(needs.tables.due.deleteEntity(row.partitionKey, row.rowKey, { etag: row.etag }));
  return false;
}

/** Notes where a row is: no other row carries the record's mark, so it is the note of where it went that is wrong. */
export async function adopt(
  { tables: { due } }: ScheduleNeeds,
  row: FoundRow,
  token: StoredToken,
): Promise<void> {
  const { partitionKey, rowKey, mark, etag } = row;
  const lastCheckedAt = token.moved?.lastCheckedAt;
  const note = {
    partitionKey,
    rowKey: movedKeyOf(parseDueKey(rowKey).customerTenantId),
    mark,
    dueKey: rowKey,
  };
  await ignoreConflict(
    due.submitTransaction([
      ['update', { partitionKey, rowKey }, 'Merge', { etag }],
      ['upsert', { ...note, ...(lastCheckedAt && { lastCheckedAt }) }, 'Replace'],
    ]),
  );
}

/**
 * Moves rows without reading their records. A row that is gone cannot be deleted, so of two who move it one
 * does; and a commit under way takes the row away wherever it went, see `settle`. A transaction that fails
 * for one of its rows is split until that one is alone.
 */
async function moveAll(due: TableClient, moves: readonly Reschedule[]): Promise<number> {
  const chunks: Reschedule[][] = [];
  for (const group of new Set(moves.map(({ row }) => row.group))) {
    const own = moves.filter(({ row }) => row.group === group);
    for (let from = 0; from < own.length; from += movesAtOnce)
      chunks.push(own.slice(from, from + movesAtOnce));
  }
  const moved = await Promise.all(chunks.map((chunk) => moveChunk(due, chunk)));
  return moved.reduce((sum, count) => sum + count, 0);
}

async function moveChunk(due: TableClient, chunk: readonly Reschedule[]): Promise<number> {
  try {
    await due.submitTransaction(chunk.flatMap(bulkActions));
    return chunk.length;
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
    if (chunk.length === 1) return 0;
    const half = Math.ceil(chunk.length / 2);
    return (await moveChunk(due, chunk.slice(0, half))) + (await moveChunk(due, chunk.slice(half)));
  }
}

function bulkActions({ row, dueAt, checkedAt }: Reschedule): TransactionAction[] {
  const { partitionKey, rowKey, mark, listed, writtenAt, watch } = row.handle as FoundRow;
  const { customerTenantId } = row;
  const newKey = dueKeyOf(dueAt, customerTenantId, mark);
  const note = { partitionKey, rowKey: movedKeyOf(customerTenantId), mark, dueKey: newKey };
  return [
    ['delete', { partitionKey, rowKey }],
    ['create', { partitionKey, rowKey: newKey, mark, listed, writtenAt, watch: watch ?? '' }],
    ['upsert', { ...note, ...(checkedAt && { lastCheckedAt: checkedAt }) }, 'Merge'],
  ];
}

/** One transaction: the old row and the note of where it went change together or not at all. */
function moveActions(stored: Stored, dueAt: Date, checkedAt: Date | undefined): TransactionAction[] {
  const { customerTenantId, updatedAt } = stored.record;
  const { mark, listed, dueKey, moved } = storedTokenOf(stored);
  const partitionKey = dueShardOf(customerTenantId);
  const newKey = dueKeyOf(dueAt, customerTenantId, mark);
  const watch = watchText(stored.record);
  const row = { partitionKey, rowKey: newKey, mark, listed, writtenAt: updatedAt, watch };
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
