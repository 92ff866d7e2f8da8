import { odata } from '@azure/data-tables';
import { statuses, type Status } from '../../domain/record.ts';
import type { CustomerFilter, StatusIndex, StatusPage, Stored } from '../../workflows/ports.ts';
import type { Tables } from './connection.ts';
import { listedOf, listingPartition, shards, type Mark } from './keys.ts';
import { counterKey, folded } from './listings.ts';
import { orMissing, storageCall } from './storageFailure.ts';
import { readStored, tokenOf } from './storedRecord.ts';

type ListingRow = { partitionKey: string; rowKey: string; customerTenantId: string; status: Status };

const largestPage = 1000;
const countsAtOnce = 16;
const readsAtOnce = 50;
/** A page is answered after this even if it is not full: with a narrow filter rows may be far apart. */
const pageTimeMs = 5_000;

/** Customers by status in Table Storage. */
export function createStatusIndex(tables: Tables): StatusIndex {
  const { byStatus } = tables;
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
    const page: Stored[] = [];
    let next = position ?? undefined;
    do {
      const settings = {
        maxPageSize: Math.min(size - page.length, largestPage),
        ...(next && { continuationToken: next }),
      };
      const pages = byStatus.listEntities<ListingRow>({ queryOptions: { filter: query(filter) } });
      const { value } = await pages.byPage(settings).next();
      const found: readonly ListingRow[] = value ?? [];
      for (let from = 0; from < found.length; from += readsAtOnce) {
        const read = await Promise.all(found.slice(from, from + readsAtOnce).map(readCurrent));
        page.push(...read.filter((one) => one !== undefined));
      }
      next = value?.continuationToken;
    } while (next && page.length < size && performance.now() - startedMs < pageTimeMs);
    return { stored: page, position: next ?? null };
  }

  /** A commit under way, or one that crashed, has a row more than it should: the record names the right one. */
  async function readCurrent({ customerTenantId, status, rowKey }: ListingRow): Promise<Stored | undefined> {
    const mark: Mark = rowKey.slice(customerTenantId.length + 1);
    const stored = await readStored(tables, customerTenantId);
    return stored && tokenOf(stored).listed === listedOf(status, mark) ? stored : undefined;
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
