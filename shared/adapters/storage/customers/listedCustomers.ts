import { odata, type TableClient } from '@azure/data-tables';
import { statuses, type Status } from '../../../domain/customers/record.ts';
import type { ListedCustomer } from '../../../workflows/ports/activityPorts.ts';
import { orderPrefix, parseSortedKey, type SortedRow } from './sortedRows.ts';

/** The rows by how long customers wait: one for each customer, and one more during a change. */
export async function* listedCustomers(sorted: TableClient): AsyncIterable<ListedCustomer> {
  const prefix = orderPrefix('waitingSince');
  const below = `${prefix.slice(0, -1)}}`;
  for (const status of statuses) {
    const filter = odata`PartitionKey eq ${status} and RowKey ge ${prefix} and RowKey lt ${below}`;
    const queryOptions = { filter, select: ['RowKey', 'customerTenantId', 'resellerTenantId'] };
    for await (const row of sorted.listEntities<SortedRow>({ queryOptions })) yield listedOf(row, status);
  }
}

function listedOf({ rowKey, customerTenantId, resellerTenantId }: SortedRow, status: Status): ListedCustomer {
  const since = new Date(rowKey.split('|')[1] ?? '');
  return {
    ...{ customerTenantId, status, version: parseSortedKey(rowKey).version },
    waitingSince: Number.isNaN(since.getTime()) ? null : since,
    resellerTenantId: resellerTenantId || null,
  };
}
