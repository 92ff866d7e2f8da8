import type { TableClient } from '@azure/data-tables';
import {
  deliveryTime,
  fitsDelivery,
  type WebhookDelivery,
} from '../../../domain/webhooks/webhookDelivery.ts';
import type { DeliveryFilter, EndpointDelivery } from '../../../workflows/ports/webhookPorts.ts';
import { firstRows } from '../kit/firstRows.ts';
import { fromJson } from '../kit/json.ts';
import { filterOf } from '../kit/rowsBetween.ts';

export type Row = { readonly rowKey: string; readonly json: string; readonly etag: string };
type Asked = { readonly filter: DeliveryFilter; readonly size: number; readonly position: string | null };
type Found<Item> = { readonly items: Item[]; readonly position: string | null };

export const partitionOf = (endpointId: string): string => `to|${endpointId}`;
export const rowKeyOf = (id: string): string => `delivery|${id}`;

export function read({ json }: Row): WebhookDelivery {
  return fromJson(json) as WebhookDelivery;
}

/** What a page shows is filtered as it is read; after some rows it is given as it is, with where to go on. */
const rowsPerPage = 1_000;

export async function readPage(
  webhooks: TableClient,
  endpointId: string,
  { filter, size, position }: Asked,
): Promise<Found<WebhookDelivery>> {
  const { items, end } = await readFrom(webhooks, endpointId, {
    ...{ filter, start: position ?? '' },
    maxRows: isNarrow(filter) ? rowsPerPage : size,
  });
  const shown = items.slice(0, size);
  const last = items.length > size ? rowKeyOf(shown.at(-1)?.id ?? '') : end;
  return { items: shown, position: last && after(last) };
}

/**
 * Reads some rows of each endpoint and merges them, newest first. Rows behind the first one that was not read of any
 * endpoint wait for the next page. The same news has the same id for all endpoints, so these are told apart.
 */
export async function readPageOfAll(
  webhooks: TableClient,
  endpointIds: readonly string[],
  { filter, size, position }: Asked,
): Promise<Found<EndpointDelivery>> {
  const maxRows = Math.ceil(rowsPerPage / Math.max(endpointIds.length, 1));
  const parts = await Promise.all(
    endpointIds.map(async (endpointId) => {
      const start = position === null ? '' : startOf(position, endpointId);
      const { items, end } = await readFrom(webhooks, endpointId, { filter, start, maxRows });
      return {
        items: items.map((delivery) => ({ endpointId, delivery, place: placeOf(delivery.id, endpointId) })),
        end: end && `${end}|${endpointId}`,
      };
    }),
  );
  const [limit = null] = parts.flatMap(({ end }) => end ?? []).sort();
  const items = parts
    .flatMap((part) => part.items)
    .filter(({ place }) => limit === null || place <= limit)
    .sort((one, two) => (one.place < two.place ? -1 : 1));
  const shown = items.slice(0, size);
  return {
    items: shown.map(({ endpointId, delivery }) => ({ endpointId, delivery })),
    position: items.length > size ? (shown.at(-1)?.place ?? null) : limit,
  };
}

function placeOf(id: string, endpointId: string): string {
  return `${rowKeyOf(id)}|${endpointId}`;
}

/** Endpoints that sort after the one of the last delivery shown may have the same news still to show. */
function startOf(position: string, endpointId: string): string {
  const [kind = '', id = '', last = ''] = position.split('|');
  const rowKey = `${kind}|${id}`;
  return endpointId > last ? rowKey : after(rowKey);
}

function after(rowKey: string): string {
  return `${rowKey}~`;
}

/** `end`: the last row read, where more may follow. */
async function readFrom(
  webhooks: TableClient,
  endpointId: string,
  { filter, start, maxRows }: { filter: DeliveryFilter; start: string; maxRows: number },
): Promise<{ items: WebhookDelivery[]; end: string | null }> {
  // The later, the smaller: what is at `to` comes after what is later.
  const from = filter.to ? `delivery|${deliveryTime(filter.to)}~` : 'delivery|';
  const below = filter.from ? `delivery|${deliveryTime(filter.from)}~` : 'delivery}';
  const range = { partitionKey: partitionOf(endpointId), from: start > from ? start : from, below };
  const { rows, isEnd } = await firstRows<Row>(webhooks, filterOf(range), maxRows);
  const items = rows.map(read).filter((delivery) => fitsDelivery(delivery, filter));
  return { items, end: isEnd ? null : (rows.at(-1)?.rowKey ?? null) };
}

function isNarrow({ state, type, statusClass }: DeliveryFilter): boolean {
  return [state, type, statusClass].some((one) => one !== undefined);
}
