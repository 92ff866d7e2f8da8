import { odata } from '@azure/data-tables';
import { statuses, type Status } from '../../domain/record.ts';
import type { CustomerFilter, StatusIndex, StatusPage } from '../../workflows/ports.ts';
import type { Tables } from './connection.ts';
import { listedOf, listingPartition, rowKeys, shards, type Mark } from './keys.ts';
import { counterKey, folded } from './listings.ts';
import { orMissing, storageCall } from './storageFailure.ts';

type ListingRow = { partitionKey: string; rowKey: string; customerTenantId: string; status: Status };

const largestPage = 1000;
const countsAtOnce = 16;
/** A page is answered after this even if it is not full: with a narrow filter rows may be far apart. */
const pageTimeMs = 5_000;

/** Customers by status in Table Storage. */
export function createStatusIndex({
  customers,
  byStatus,
}: Pick<Tables, 'customers' | 'byStatus'>): StatusIndex {
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

  async function page(filter: CustomerFilter, size: number, position: string | null): Promise<StatusPage> {
    const startedMs = performance.now();
    const rows: StatusPage['rows'][number][] = [];
    let next = position ?? undefined;
    do {
      const settings = {
        maxPageSize: Math.min(size - rows.length, largestPage),
        ...(next && { continuationToken: next }),
      };
      const pages = byStatus.listEntities<ListingRow>({ queryOptions: { filter: query(filter) } });
      const { value } = await pages.byPage(settings).next();
      const found: readonly ListingRow[] = value ?? [];
      const current = await Promise.all(found.map(isCurrent));
      for (const [index, { customerTenantId, status }] of found.entries()) {
        if (current[index]) rows.push({ customerTenantId, status });
      }
      next = value?.continuationToken;
    } while (next && rows.length < size && performance.now() - startedMs < pageTimeMs);
    return { rows, position: next ?? null };
  }

  /** A commit under way, or one that crashed, has a row more than it should: the record names the right one. */
  async function isCurrent({ customerTenantId, status, rowKey }: ListingRow): Promise<boolean> {
    const mark: Mark = rowKey.slice(customerTenantId.length + 1);
    const record = await orMissing(
      customers.getEntity<{ listed: string }>(customerTenantId, rowKeys.record, {
        queryOptions: { select: ['listed'] },
      }),
    );
    return record?.listed === listedOf(status, mark);
  }
}

function query({ status, country, resellerTenantId, text }: CustomerFilter): string {
  // Counters sort before every tenant id.
  const parts = [odata`RowKey ge '0'`];
  if (status) parts.push(odata`PartitionKey ge ${`${status}|`} and PartitionKey lt ${`${status}~`}`);
  if (country) parts.push(odata`country eq ${country}`);
  if (resellerTenantId) parts.push(odata`resellerTenantId eq ${resellerTenantId}`);
  if (text) {
    const from = folded(text);
    const to = firstBehind(from);
    parts.push(
      odata`((foldedName ge ${from} and foldedName lt ${to}) or (foldedDomain ge ${from} and foldedDomain lt ${to}))`,
    );
  }
  return parts.join(' and ');
}

/** The first text behind all that begin with this one. */
function firstBehind(prefix: string): string {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  // A surrogate is no character of its own.
  return characters.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff));
}
