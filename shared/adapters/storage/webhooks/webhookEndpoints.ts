import type { TransactionAction } from '@azure/data-tables';
import type { WebhookEndpoint } from '../../../domain/webhooks/webhookEndpoint.ts';
import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';
import type { StoredEndpoint, WebhookEndpoints } from '../../../workflows/ports/webhookPorts.ts';
import type { AtRest } from '../kit/atRest.ts';
import type { Tables } from '../kit/storageClients.ts';
import { fromJson } from '../kit/json.ts';
import { isConflict, ignoreConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';
import { rowsBetween } from '../kit/rowsBetween.ts';
import { receiptRow, toReceipt, type ReceiptRow } from './webhookRows.ts';

type Row = { readonly rowKey: string; readonly json: string; readonly etag: string };

const partitionKey = 'endpoints';
const endpointKey = (id: string): string => `endpoint|${id}`;
/** Of the last notice about it. */
const mailPlace = (id: string) => ({ partitionKey, rowKey: `mail|${id}` });
const removedKey = (id: string): string => `removed|${id}`;

type Stored = Omit<WebhookEndpoints, 'known' | 'knownForMs'>;

/** Endpoints in one partition, so that an endpoint and the receipt of the command that made it come together. */
export function createWebhookEndpoints({ webhooks }: Pick<Tables, 'webhooks'>, atRest: AtRest): Stored {
  const store = async (actions: TransactionAction[], receipt: IdempotencyRecord | null) => {
    if (receipt) actions.push(['create', receiptRow(partitionKey, receipt)]);
    try {
      await webhooks.submitTransaction(actions);
      return 'stored' as const;
    } catch (failure) {
      if (isConflict(failure)) return 'conflict' as const;
      throw failure;
    }
  };
  return {
    list: () =>
      storageCall(async () => {
        const found: StoredEndpoint[] = [];
        const range = { partitionKey, from: 'endpoint|', below: 'endpoint}' };
        for await (const row of rowsBetween<Row>(webhooks, range)) found.push(read(row));
        return found;
      }),
    find: (id) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(webhooks.getEntity<Row>(partitionKey, endpointKey(id)));
        return row && read(row);
      }),
    add: (endpoint, receipt) => storageCall(() => store([['create', rowOf(endpoint)]], receipt)),
    save: ({ token }, after, { receipt = null, mail = null } = {}) =>
      storageCall(() => {
        const actions: TransactionAction[] = [['update', rowOf(after), 'Replace', { etag: String(token) }]];
        if (mail) actions.push(['upsert', atRest.mailRow(mailPlace(after.id), mail), 'Replace']);
        return store(actions, receipt);
      }),
    mail: (id, operationId) =>
      storageCall(async () => {
        const mail = await atRest.readMail(webhooks, mailPlace(id));
        return mail?.operationId === operationId ? mail : undefined;
      }),
    remove: (id) =>
      storageCall(() =>
        ignoreConflict(
          webhooks.submitTransaction([
            ['delete', { partitionKey, rowKey: endpointKey(id) }],
            ['upsert', { partitionKey, rowKey: removedKey(id) }, 'Replace'],
          ]),
        ),
      ),
    removed: () =>
      storageCall(async () => {
        const ids: string[] = [];
        const range = { partitionKey, from: 'removed|', below: 'removed}' };
        for await (const { rowKey } of rowsBetween<Row>(webhooks, range))
          ids.push(rowKey.slice('removed|'.length));
        return ids;
      }),
    forgetRemoved: (id) =>
      storageCall(async () => {
        await ignoreConflict(webhooks.deleteEntity(partitionKey, mailPlace(id).rowKey));
        await ignoreConflict(webhooks.deleteEntity(partitionKey, removedKey(id)));
      }),
    receipt: (id) =>
      storageCall(async () => {
        const { rowKey } = receiptRow(partitionKey, { id, fingerprint: '', answer: '' });
        return toReceipt(await undefinedIfMissing(webhooks.getEntity<ReceiptRow>(partitionKey, rowKey)));
      }),
  };
}

function rowOf(endpoint: WebhookEndpoint) {
  return { partitionKey, rowKey: endpointKey(endpoint.id), json: JSON.stringify(endpoint) };
}

function read({ json, etag }: Row): StoredEndpoint {
  // Some were stored before there were notices.
  type Kept = Omit<WebhookEndpoint, 'notice'> & Partial<Pick<WebhookEndpoint, 'notice'>>;
  return { endpoint: { notice: null, ...(fromJson(json) as Kept) }, token: etag };
}
