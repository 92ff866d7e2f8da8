import { odata } from '@azure/data-tables';
import { firstTerm } from '../../../domain/searchText.ts';
import type { Tables } from '../kit/storageClients.ts';
import { firstRows } from '../kit/firstRows.ts';
import { afterCommitIds } from '../kit/keys.ts';
import type { Candidates, Search } from './candidate.ts';

type ListingRow = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly country: string;
  readonly resellerTenantId: string;
};

/** Customers of one status, shard by shard. Rows tell enough to pass over those that other filters leave out. */
export function candidatesByStatus({ byStatus }: Pick<Tables, 'byStatus'>, search: Search): Candidates {
  const { status = '' } = search;
  return async (position, limit) => {
    const at = position === null ? null : parsePosition(position);
    const { rows, isEnd } = await firstRows<ListingRow>(byStatus, rangeOf(status, at), limit);
    const last = rows.at(-1);
    // The rest of a shard is followed by all shards behind it.
    const endOfShard = at && at.rowKey !== null ? `${at.partitionKey}\n` : null;
    // Behind a row that was passed over, there may be another one of the same customer.
    const behind = (row: ListingRow) =>
      mayFit(row, search) ? placeOf(row) : `${row.partitionKey}\n${row.rowKey}`;
    return {
      candidates: rows
        .filter((row) => mayFit(row, search))
        .map((row) => ({
          customerTenantId: row.customerTenantId,
          position: placeOf(row),
          isPlaceOf: (record) => record.status === status,
        })),
      position: isEnd || !last ? endOfShard : behind(last),
    };
  };
}

function placeOf({ partitionKey, customerTenantId }: ListingRow): string {
  return `${partitionKey}\n${customerTenantId}|${afterCommitIds}`;
}

type Place = { readonly partitionKey: string; readonly rowKey: string | null };

/** Without a row key the shard is done. */
function parsePosition(position: string): Place {
  const [partitionKey = '', rowKey = ''] = position.split('\n');
  return { partitionKey, rowKey: rowKey === '' ? null : rowKey };
}

function rangeOf(status: string, at: Place | null): string {
  // Counters sort before every tenant id.
  const rows = odata`RowKey ge '0'`;
  const behind = odata`PartitionKey lt ${`${status}~`}`;
  if (!at) return [rows, odata`PartitionKey ge ${`${status}|`}`, behind].join(' and ');
  if (at.rowKey === null) return [rows, odata`PartitionKey gt ${at.partitionKey}`, behind].join(' and ');
  return odata`PartitionKey eq ${at.partitionKey} and RowKey gt ${at.rowKey}`;
}

function mayFit(row: ListingRow, { country, resellerTenantId, searched }: Search): boolean {
  return (
    (country === undefined || row.country === country) &&
    (resellerTenantId === undefined || row.resellerTenantId === resellerTenantId) &&
    (searched === undefined || firstTerm(row, searched) !== undefined)
  );
}
