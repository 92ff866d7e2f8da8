import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { CustomerOrder } from '../../../domain/customerOrder.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import { statusReason } from '../../../domain/customers/statusReason.ts';
import { waitingSince } from '../../../domain/waitingSince.ts';
import { searchText } from '../../../domain/searchText.ts';
import { removeRows } from './names.ts';

/** Orders that rows are kept for. Looks without news write no record, so there are none for `lastCheckedAt`. */
export type KeptOrder = Exclude<CustomerOrder, 'lastCheckedAt'>;

/** A row of `Sorted`: the partition is the status; columns tell enough to pass over those that do not fit. */
export type SortedRow = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly country: string;
  readonly resellerTenantId: string;
  readonly reason: string;
  /** RFC 3339 in UTC, so that texts compare as instants do. */
  readonly updated: string;
};

const letters: Record<KeptOrder, string> = { name: 'n', updatedAt: 'u', waitingSince: 'w' };
const latestMs = 9_999_999_999_999;
/** Behind all instants: customers who wait for nothing come last. */
const waitsForNothing = '~';

/** Row keys of one order begin with this. */
export function orderPrefix(order: KeptOrder): string {
  return `${letters[order]}|`;
}

/** Newest first. */
export function updatedKey(at: Date): string {
  return `${orderPrefix('updatedAt')}${String(latestMs - at.getTime()).padStart(13, '0')}`;
}

/** Where a record is in an order, without the version that wrote the row. */
export function sortedPlace(record: AgreementRecord, order: KeptOrder): string {
  const key = {
    name: () => `${orderPrefix('name')}${searchText(record.companyName)}`,
    updatedAt: () => updatedKey(record.updatedAt),
    waitingSince: () =>
      `${orderPrefix('waitingSince')}${waitingSince(record)?.toISOString() ?? waitsForNothing}`,
  }[order]();
  // With the status, so that one customer's rows in two partitions are two places.
  return `${key}|${record.customerTenantId}|${record.status}|`;
}

/** `place` as `sortedPlace` has it; `version` is that of the record for which the row was written. */
export function parseSortedKey(rowKey: string): { place: string; version: number } {
  const end = rowKey.lastIndexOf('|') + 1;
  return { place: rowKey.slice(0, end), version: Number(rowKey.slice(end)) };
}

/** Written before the record is stored, so that no list misses it. A row without its record is passed over. */
export async function addSorted(sorted: TableClient, record: AgreementRecord): Promise<void> {
  await sorted.submitTransaction(
    sortedRowsOf(record).map((row): TransactionAction => ['upsert', row, 'Replace']),
  );
}

/** The rows of a record as they have to be. */
export function sortedRowsOf(record: AgreementRecord): SortedRow[] {
  const { customerTenantId, companyName, domain, country, resellerTenantId } = record;
  const columns = {
    ...{ customerTenantId, companyName, domain, country: country ?? '' },
    resellerTenantId: resellerTenantId ?? '',
    reason: statusReason(record)?.code ?? '',
    updated: record.updatedAt.toISOString(),
  };
  return sortedKeysOf(record).map((keys) => ({ ...keys, ...columns }));
}

/** Takes the rows of an older version away. */
export async function removeSorted(sorted: TableClient, record: AgreementRecord): Promise<void> {
  await removeRows(sorted, sortedKeysOf(record));
}

function sortedKeysOf(record: AgreementRecord): { partitionKey: string; rowKey: string }[] {
  const version = String(record.version).padStart(10, '0');
  return (['name', 'updatedAt', 'waitingSince'] as const).map((order) => ({
    partitionKey: record.status,
    rowKey: `${sortedPlace(record, order)}${version}`,
  }));
}
