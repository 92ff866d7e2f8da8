import type { TableClient } from '@azure/data-tables';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { AuditShare, Repair } from '../../../workflows/ports/auditPorts.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { isOrphan } from '../customers/isOrphan.ts';
import { parseSortedKey, sortedRowsOf, type SortedRow } from '../customers/sortedRows.ts';
import { readStored } from '../customers/storedRecord.ts';
import { commitIdOf } from '../kit/keys.ts';
import { nextRows, positionBehind } from '../kit/nextRows.ts';
import { ignoreConflict, undefinedIfMissing } from '../kit/storageFailure.ts';

const rowsPerShare = 1000;
const concurrency = 16;

/** Whether the rows of a record are in `Sorted` as they have to be. */
export async function areSorted(sorted: TableClient, record: AgreementRecord): Promise<boolean> {
  const same = await Promise.all(
    sortedRowsOf(record).map(async (row) => {
      const found = await undefinedIfMissing(
        sorted.getEntity<Record<string, unknown>>(row.partitionKey, row.rowKey),
      );
      return found !== undefined && Object.entries(row).every(([column, value]) => found[column] === value);
    }),
  );
  return same.every(Boolean);
}

/** Takes rows away that are not those of their record. */
export async function auditOrders(needs: CommitNeeds, position: string | null): Promise<AuditShare> {
  const found = await nextRows<Row>(needs.tables.sorted, position, rowsPerShare);
  const mended = await inParallel(found.rows, concurrency, (row) => mendRow(needs, row));
  return { position: positionBehind(found), looked: found.rows.length, mended: mended.flat() };
}

type Row = SortedRow & { readonly timestamp?: string };

async function mendRow(
  needs: CommitNeeds,
  { partitionKey, rowKey, customerTenantId, timestamp }: Row,
): Promise<Repair[]> {
  // The mark of changes is in this table as well.
  if (!rowKey.includes('|')) return [];
  // A column may be damaged, the key names the customer, too.
  const tenantId = customerTenantId || (rowKey.split('|').at(-3) ?? '');
  const stored = await readStored(needs.tables, tenantId);
  const own = stored ? sortedRowsOf(stored.record) : [];
  if (own.some((row) => row.partitionKey === partitionKey && row.rowKey === rowKey)) return [];
  const { version } = parseSortedKey(rowKey);
  const mark = commitIdOf(version, '');
  if (!(await isOrphan(needs, { mark, timestamp }, stored))) return [];
  await ignoreConflict(needs.tables.sorted.deleteEntity(partitionKey, rowKey));
  // A writer that was too late leaves such rows, since they may be the winner's; lists pass over them.
  return stored && version <= stored.record.version ? [] : ['staleOrder'];
}
