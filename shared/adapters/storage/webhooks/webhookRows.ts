import { odata, type TableClient } from '@azure/data-tables';
import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';

export type ReceiptRow = IdempotencyRecord;

/** Ids of receipts are hashes, and so may be part of a key. */
export function receiptRow(partitionKey: string, receipt: IdempotencyRecord) {
  return { partitionKey, rowKey: `receipt|${receipt.id}`, ...receipt };
}

export function toReceipt(row: ReceiptRow | undefined): IdempotencyRecord | undefined {
  return row && { id: row.id, fingerprint: row.fingerprint, answer: row.answer };
}

export type Range = { readonly partitionKey: string; readonly from: string; readonly below: string };

/** Rows of a range of keys, in their order. */
export function rowsBetween<Row extends object>(table: TableClient, range: Range) {
  return table.listEntities<Row>({ queryOptions: { filter: filterOf(range) } });
}

export function filterOf({ partitionKey, from, below }: Range): string {
  return odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`;
}
