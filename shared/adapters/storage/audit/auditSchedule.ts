import { odata } from '@azure/data-tables';
import type { AuditShare, Repair } from '../../../workflows/ports/auditPorts.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { commitWindowMs } from '../customers/dueRows.ts';
import { firstRows } from '../kit/firstRows.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { dueShards, parseDueKey } from '../kit/keys.ts';
import { claim, type FoundRow } from '../customers/schedule.ts';
import { undefinedIfMissing } from '../kit/storageFailure.ts';
import { readStored, tokenOf } from '../customers/storedRecord.ts';

const rowsPerShare = 500;
const concurrency = 16;

/** Looks whether each due row speaks for a record; the sweep would do it only when the row comes up. */
export async function auditSchedule(needs: CommitNeeds, position: string | null): Promise<AuditShare> {
  const [shard = '0', rowKey = ''] = position?.split('\n') ?? [];
  // Notes of moves sort behind all instants.
  const filter = odata`PartitionKey eq ${shard} and RowKey gt ${rowKey} and RowKey lt ${'a'}`;
  const { rows, isEnd } = await firstRows<FoundRow>(needs.tables.due, filter, rowsPerShare);
  const mended = await inParallel(rows, concurrency, (row) => mendRow(needs, row));
  const nextShard = dueShards[dueShards.indexOf(shard) + 1];
  const next = isEnd ? nextShard && `${nextShard}\n` : `${shard}\n${rows.at(-1)?.rowKey ?? ''}`;
  return { position: next ?? null, looked: rows.length, mended: mended.flat() };
}

async function mendRow(needs: CommitNeeds, row: FoundRow): Promise<Repair[]> {
  const { customerTenantId, dueAt } = parseDueKey(row.rowKey);
  const now = needs.clock.now();
  const age = (instant: Date): number => now.getTime() - new Date(instant).getTime();
  const isUnsettled = row.finalKey !== undefined && row.finalKey !== row.rowKey;
  // Its commit may be under way.
  if (isUnsettled && age(row.writtenAt) < commitWindowMs) return [];
  const stored = await readStored(needs.tables, customerTenantId);
  const token = stored && tokenOf(stored);
  // Or it has just been stored, and old rows are about to go.
  if (stored && age(stored.record.updatedAt) < commitWindowMs) return [];
  if (!isUnsettled && row.mark === token?.mark && row.rowKey === token.dueKey) return [];
  const found = { customerTenantId, dueAt, watch: null, group: row.partitionKey, handle: row };
  await claim(needs, found, stored, now);
  const isLeft = await undefinedIfMissing(needs.tables.due.getEntity(row.partitionKey, row.rowKey));
  // A row of the record itself has only moved meanwhile.
  return isLeft || (row.mark === token?.mark && !isUnsettled) ? [] : ['staleDueRow'];
}
