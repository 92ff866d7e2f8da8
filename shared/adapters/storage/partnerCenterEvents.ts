import { odata, type TransactionAction } from '@azure/data-tables';
import type { PartnerCenterEvents, ReceivedEvent } from '../../workflows/ports/notificationPorts.ts';
import type { Tables } from './kit/storageClients.ts';
import { fromJson } from './kit/json.ts';
import { isConflict, ignoreConflict, undefinedIfMissing, storageCall } from './kit/storageFailure.ts';

type Row = { readonly rowKey: string; readonly json: string };

/** All in one, so that an event and the trace of it come and go together; few partners get thousands a day. */
const partitionKey = 'events';
const openKey = (eventId: string): string => `open|${eventId}`;
const traceKey = (eventId: string): string => `seen|${eventId}`;
/** As many as one transaction takes (documented). */
const forgottenAtOnce = 100;

/** Notifications of Partner Center: a row while one is open, and a trace for longer. Ids begin with the time. */
export function createPartnerCenterEvents({ events }: Pick<Tables, 'events'>): PartnerCenterEvents {
  const rows = (from: string, below: string) =>
    events.listEntities<Row>({
      queryOptions: {
        filter: odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`,
        select: ['rowKey', 'json'],
      },
    });
  return {
    keep: (event, outcome) =>
      storageCall(async () => {
        const json = JSON.stringify(event);
        const trace = { partitionKey, rowKey: traceKey(event.id), json, outcome: outcome ?? 'open' };
        const actions: TransactionAction[] = [['create', trace]];
        if (outcome === null) actions.push(['create', { partitionKey, rowKey: openKey(event.id), json }]);
        try {
          await events.submitTransaction(actions);
          return 'kept';
        } catch (failure) {
          if (isConflict(failure)) return 'known';
          throw failure;
        }
      }),
    findOpen: (eventId) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(events.getEntity<Row>(partitionKey, openKey(eventId)));
        return row && read(row);
      }),
    open: (limit) =>
      storageCall(async () => {
        const [first] = await pageOf(rows('open|', 'open}'), limit);
        return (first ?? []).map(read);
      }),
    close: (event, outcome) =>
      storageCall(async () => {
        const trace = { partitionKey, rowKey: traceKey(event.id), json: JSON.stringify(event), outcome };
        const actions: TransactionAction[] = [
          ['delete', { partitionKey, rowKey: openKey(event.id) }],
          ['upsert', trace, 'Replace'],
        ];
        await ignoreConflict(events.submitTransaction(actions));
      }),
    purge: (before) =>
      storageCall(async () => {
        const [old = []] = await pageOf(rows('seen|', traceKey(before.toISOString())), forgottenAtOnce);
        if (old.length === 0) return;
        const actions = old.map(({ rowKey }): TransactionAction => ['delete', { partitionKey, rowKey }]);
        await ignoreConflict(events.submitTransaction(actions));
      }),
  };
}

/** The first page only: there is another time for more. */
async function pageOf<T>(
  list: { byPage(settings: { maxPageSize: number }): AsyncIterable<T[]> },
  maxPageSize: number,
): Promise<T[][]> {
  for await (const page of list.byPage({ maxPageSize })) return [page];
  return [];
}

function read({ json }: Row): ReceivedEvent {
  return fromJson(json) as ReceivedEvent;
}
