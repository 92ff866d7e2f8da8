import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';

export type ReceiptRow = IdempotencyRecord;

/** Ids of receipts are hashes, and so may be part of a key. */
export function receiptRow(partitionKey: string, receipt: IdempotencyRecord) {
  return { partitionKey, rowKey: `receipt|${receipt.id}`, ...receipt };
}

export function toReceipt(row: ReceiptRow | undefined): IdempotencyRecord | undefined {
  return row && { id: row.id, fingerprint: row.fingerprint, answer: row.answer };
}
