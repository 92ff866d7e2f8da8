import { statuses, type Status } from '../../../domain/customers/record.ts';
import type { CustomerIndex } from '../../../workflows/ports/recordPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { createCustomerPages } from './customerPages.ts';
import { shards } from '../kit/keys.ts';
import { readCount } from './listings.ts';
import { storageCall } from '../kit/storageFailure.ts';

const countsAtOnce = 16;
/**
 * Cells are read one after the other while customers change status. In the order of progress no customer is
 * missed, at worst one is seen twice: its new row is written before the old one is deleted.
 */
const places: Record<Status, number> = {
  unknown: 0,
  failed: 1,
  required: 2,
  reacceptanceRequired: 3,
  undeliverable: 4,
  expired: 5,
  invited: 6,
  attesting: 7,
  accepted: 8,
};
const onTheWay = statuses.toSorted((a, b) => places[a] - places[b]);

/** Customers by status in Table Storage. */
export function createCustomerIndex(tables: Tables): CustomerIndex {
  const page = createCustomerPages(tables);
  return {
    counts: () =>
      storageCall(async () => {
        const counts = new Map<Status, number>(statuses.map((status) => [status, 0]));
        const cells = onTheWay.flatMap((status) => shards.map((shard) => ({ status, shard }))).values();
        const worker = async () => {
          for (const { status, shard } of cells) {
            counts.set(status, (await readCount(tables, status, shard)) + (counts.get(status) ?? 0));
          }
        };
        await Promise.all(Array.from({ length: countsAtOnce }, worker));
        return Object.fromEntries(counts) as Record<Status, number>;
      }),
    page: (filter, size, position) => storageCall(() => page(filter, size, position)),
  };
}
