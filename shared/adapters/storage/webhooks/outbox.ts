import type { WebhookEvent } from '../../../domain/webhooks/webhookEvent.ts';
import type { OutboxEntry, Outbox } from '../../../workflows/ports/webhookPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { firstRows } from '../kit/firstRows.ts';
import { fromJson } from '../kit/json.ts';
import { filterOf } from '../kit/rowsBetween.ts';
import { ignoreConflict, storageCall } from '../kit/storageFailure.ts';

type Row = { readonly rowKey: string; readonly json: string };

const partitionKey = 'news';

/** Notes of news to be told; keys begin with the time. */
export function createOutbox({ webhooks }: Pick<Tables, 'webhooks'>, newId: () => string): Outbox {
  return {
    note: (news, notedAt) =>
      storageCall(async () => {
        const rowKey = `${notedAt.toISOString()}|${newId()}`;
        // A key of its own: one that exists is an earlier try whose reply was lost.
        await ignoreConflict(webhooks.createEntity({ partitionKey, rowKey, json: JSON.stringify(news) }));
        return { key: rowKey, notedAt, news };
      }),
    open: (before, limit) =>
      storageCall(async () => {
        const filter = filterOf({ partitionKey, from: '0', below: `${before.toISOString()}~` });
        return (await firstRows<Row>(webhooks, filter, limit)).rows.map(read);
      }),
    close: ({ key }) => storageCall(() => ignoreConflict(webhooks.deleteEntity(partitionKey, key))),
  };
}

function read({ rowKey, json }: Row): OutboxEntry {
  const news = fromJson(json) as readonly WebhookEvent[];
  return { key: rowKey, notedAt: new Date(rowKey.split('|')[0] ?? ''), news };
}
