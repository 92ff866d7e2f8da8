import { statuses, type Status } from '../../domain/record.ts';
import type { StatusIndex } from '../../workflows/recordPorts.ts';
import type { Tables } from './connection.ts';
import { createCustomerPages } from './customerPages.ts';
import { listingPartition, shards } from './keys.ts';
import { counterKey } from './listings.ts';
import { orMissing, storageCall } from './storageFailure.ts';

const countsAtOnce = 16;

/** Customers by status in Table Storage. */
export function createStatusIndex(tables: Tables): StatusIndex {
  const { byStatus } = tables;
  const page = createCustomerPages(tables);
  return {
    counts: () =>
      storageCall(async () => {
        const counts = new Map<Status, number>(statuses.map((status) => [status, 0]));
        const cells = statuses.flatMap((status) => shards.map((shard) => ({ status, shard }))).values();
        const worker = async () => {
          for (const { status, shard } of cells) {
            counts.set(status, (await count(status, shard)) + (counts.get(status) ?? 0));
          }
        };
        await Promise.all(Array.from({ length: countsAtOnce }, worker));
        return Object.fromEntries(counts) as Record<Status, number>;
      }),
    page: (filter, size, position) => storageCall(() => page(filter, size, position)),
  };

  async function count(status: Status, shard: string): Promise<number> {
    const partition = listingPartition(status, shard);
    return (await orMissing(byStatus.getEntity<{ count: number }>(partition, counterKey)))?.count ?? 0;
  }
}
