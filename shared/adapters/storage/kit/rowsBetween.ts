import { odata, type TableClient } from '@azure/data-tables';

export type Range = { readonly partitionKey: string; readonly from: string; readonly below: string };

/** Rows of a range of keys, in their order. */
export function rowsBetween<Row extends object>(table: TableClient, range: Range) {
  return table.listEntities<Row>({ queryOptions: { filter: filterOf(range) } });
}

export function filterOf({ partitionKey, from, below }: Range): string {
  return odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`;
}
