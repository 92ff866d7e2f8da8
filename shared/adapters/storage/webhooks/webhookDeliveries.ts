import type { TableClient, TransactionAction } from '@azure/data-tables';
import { deliveryTime, type WebhookDelivery } from '../../../domain/webhooks/webhookDelivery.ts';
import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';
import type { StoredDelivery, WebhookDeliveries } from '../../../workflows/ports/webhookPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { firstRows } from '../kit/firstRows.ts';
import { partitionOf, read, readPage, readPageOfAll, rowKeyOf, type Row } from './deliveryPages.ts';
import { isConflict, ignoreConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';
import { filterOf } from '../kit/rowsBetween.ts';
import { receiptRow, toReceipt, type ReceiptRow } from './webhookRows.ts';

const dueKeyOf = (at: Date, id: string): string => `due|${at.toISOString()}|${id}`;
/** As many as one transaction takes (documented). */
const removedAtOnce = 100;

/** A partition per endpoint: each delivery with its due row, as long as it waits, and receipts. */
export function createWebhookDeliveries({ webhooks }: Pick<Tables, 'webhooks'>): WebhookDeliveries {
  return {
    add: (endpointId, delivery, receipt = null) =>
      storageCall(async () => {
        const row = rowOf(endpointId, delivery);
        const actions: TransactionAction[] = [['create', row], ...dueRows(endpointId, null, delivery)];
        return (await tryAll(webhooks, withReceipt(actions, endpointId, receipt))) ? 'stored' : 'known';
      }),
    find: (endpointId, id) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(webhooks.getEntity<Row>(partitionOf(endpointId), rowKeyOf(id)));
        return row && { delivery: read(row), token: row.etag };
      }),
    save: (endpointId, { before, after }, receipt = null) =>
      storageCall(async (): Promise<StoredDelivery | undefined> => {
        const row = rowOf(endpointId, after);
        const actions: TransactionAction[] = [
          ['update', row, 'Replace', { etag: String(before.token) }],
          ...dueRows(endpointId, before.delivery, after),
        ];
        const answer = await tryAll(webhooks, withReceipt(actions, endpointId, receipt));
        return answer && { delivery: after, token: answer.subResponses[0]?.etag };
      }),
    due: (endpointId, now, limit) =>
      storageCall(async () => {
        const rows = await firstDue(webhooks, endpointId, { below: `due|${now.toISOString()}}`, limit });
        return rows.map(({ rowKey }) => rowKey.slice(dueKeyOf(now, '').length));
      }),
    nextDueAt: (endpointId) =>
      storageCall(async () => {
        const [row] = await firstDue(webhooks, endpointId, { below: 'due}', limit: 1 });
        const at = row?.rowKey.split('|')[1];
        return at === undefined ? undefined : new Date(at);
      }),
    page: (endpointId, filter, page) =>
      storageCall(() => readPage(webhooks, endpointId, { filter, ...page })),
    pageOfAll: (endpointIds, filter, page) =>
      storageCall(() => readPageOfAll(webhooks, endpointIds, { filter, ...page })),
    purge: (endpointId, before) =>
      storageCall(async () => {
        const range = {
          partitionKey: partitionOf(endpointId),
          from: rowKeyOf(deliveryTime(before)),
          below: 'delivery}',
        };
        const { rows, isEnd } = await firstRows<Row>(webhooks, filterOf(range), removedAtOnce);
        const settled = rows.filter((row) => read(row).state !== 'waiting');
        await removeRows(webhooks, range.partitionKey, settled);
        return !isEnd;
      }),
    clear: (endpointId) =>
      storageCall(async () => {
        const partitionKey = partitionOf(endpointId);
        const filter = filterOf({ partitionKey, from: ' ', below: '~' });
        const { rows, isEnd } = await firstRows<Row>(webhooks, filter, removedAtOnce);
        await removeRows(webhooks, partitionKey, rows);
        return !isEnd;
      }),
    receipt: (endpointId, id) =>
      storageCall(async () => {
        const { partitionKey, rowKey } = receiptRow(partitionOf(endpointId), {
          id,
          fingerprint: '',
          answer: '',
        });
        return toReceipt(await undefinedIfMissing(webhooks.getEntity<ReceiptRow>(partitionKey, rowKey)));
      }),
    keepReceipt: (endpointId, receipt) =>
      storageCall(() => ignoreConflict(webhooks.createEntity(receiptRow(partitionOf(endpointId), receipt)))),
  };
}

async function firstDue(
  webhooks: TableClient,
  endpointId: string,
  { below, limit }: { below: string; limit: number },
): Promise<readonly Row[]> {
  const filter = filterOf({ partitionKey: partitionOf(endpointId), from: 'due|', below });
  return (await firstRows<Row>(webhooks, filter, limit)).rows;
}

function rowOf(endpointId: string, delivery: WebhookDelivery) {
  return {
    partitionKey: partitionOf(endpointId),
    rowKey: rowKeyOf(delivery.id),
    json: JSON.stringify(delivery),
  };
}

/** A delivery has a due row exactly as long as it waits, since both change together. */
function dueRows(
  endpointId: string,
  before: WebhookDelivery | null,
  after: WebhookDelivery,
): TransactionAction[] {
  const partitionKey = partitionOf(endpointId);
  const old = before?.nextAt && dueKeyOf(before.nextAt, before.id);
  const next = after.nextAt && dueKeyOf(after.nextAt, after.id);
  if (old === next) return [];
  const actions: TransactionAction[] = [];
  if (old) actions.push(['delete', { partitionKey, rowKey: old }]);
  if (next) actions.push(['create', { partitionKey, rowKey: next }]);
  return actions;
}

function withReceipt(
  actions: TransactionAction[],
  endpointId: string,
  receipt: IdempotencyRecord | null,
): TransactionAction[] {
  return receipt ? [...actions, ['create', receiptRow(partitionOf(endpointId), receipt)]] : actions;
}

/** Undefined when something is not as supposed. */
async function tryAll(webhooks: TableClient, actions: TransactionAction[]) {
  try {
    return await webhooks.submitTransaction(actions);
  } catch (failure) {
    if (isConflict(failure)) return undefined;
    throw failure;
  }
}

async function removeRows(webhooks: TableClient, partitionKey: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const actions = rows.map(({ rowKey }): TransactionAction => ['delete', { partitionKey, rowKey }]);
  await ignoreConflict(webhooks.submitTransaction(actions));
}
