import { odata } from '@azure/data-tables';
import { statuses } from '../../../domain/customers/record.ts';
import type { AuditShare, Repair } from '../../../workflows/ports/auditPorts.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import type { Tables } from '../kit/storageClients.ts';
import { firstRows } from '../kit/firstRows.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { listedOf, listingPartition, shards } from '../kit/keys.ts';
import { counterKey } from '../customers/listings.ts';
import { isOrphan } from '../customers/isOrphan.ts';
import { isConflict, undefinedIfMissing } from '../kit/storageFailure.ts';
import { readStored, tokenOf } from '../customers/storedRecord.ts';

type ListingRow = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly customerTenantId: string;
  readonly timestamp?: string;
};

const maxPage = 1000;
const concurrency = 4;
/** After so many conflicts with other writers, the partition is left to the next audit. */
const attempts = 3;

/** Takes rows away that no record names, and then counts the partitions: one shard of all statuses is a share. */
export async function auditListings(needs: CommitNeeds, position: string | null): Promise<AuditShare> {
  const shard = position ?? shards[0] ?? '';
  const audited = await Promise.all(
    statuses.map((status) => auditPartition(needs, listingPartition(status, shard))),
  );
  return {
    position: shards[shards.indexOf(shard) + 1] ?? null,
    looked: audited.reduce((sum, { looked }) => sum + looked, 0),
    mended: audited.flatMap(({ mended }) => mended),
  };
}

async function auditPartition(needs: CommitNeeds, partition: string): Promise<Omit<AuditShare, 'position'>> {
  const mended: Repair[] = [];
  // The counter.
  let looked = 1;
  for await (const rows of pagesOf(needs.tables, partition)) {
    looked += rows.length;
    mended.push(...(await inParallel(rows, concurrency, (row) => mendRow(needs, row))).flat());
  }
  if (await recount(needs.tables, partition)) mended.push('counter');
  return { looked, mended };
}

async function* pagesOf({ byStatus }: Tables, partition: string): AsyncGenerator<readonly ListingRow[]> {
  let last = '0';
  for (let isDone = false; !isDone;) {
    // Counters sort before every tenant id.
    const filter = odata`PartitionKey eq ${partition} and RowKey gt ${last}`;
    const { rows, isEnd } = await firstRows<ListingRow>(byStatus, filter, maxPage);
    yield rows;
    last = rows.at(-1)?.rowKey ?? last;
    isDone = isEnd;
  }
}

async function mendRow(needs: CommitNeeds, row: ListingRow): Promise<Repair[]> {
  const [customerTenantId = '', mark = ''] = row.rowKey.split('|');
  const listed = listedOf(row.partitionKey.split('|')[0] ?? '', mark);
  const stored = await readStored(needs.tables, customerTenantId);
  if (stored && tokenOf(stored).listed === listed) return [];
  if (!(await isOrphan(needs, { mark, timestamp: row.timestamp }, stored))) return [];
  await needs.listings.remove(customerTenantId, listed);
  return ['staleListing'];
}

/** Every change of a row changes the counter with it, so one that is still the same was counted right. */
async function recount(tables: Tables, partitionKey: string): Promise<boolean> {
  const { byStatus } = tables;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const counter = await undefinedIfMissing(byStatus.getEntity<{ count: number }>(partitionKey, counterKey));
    let count = 0;
    for await (const rows of pagesOf(tables, partitionKey)) count += rows.length;
    if ((counter?.count ?? 0) === count) return false;
    const row = { partitionKey, rowKey: counterKey, count };
    try {
      if (counter) await byStatus.updateEntity(row, 'Replace', { etag: counter.etag });
      else await byStatus.createEntity(row);
      return true;
    } catch (failure) {
      if (!isConflict(failure)) throw failure;
    }
  }
  return false;
}
