import { odata } from '@azure/data-tables';
import { statuses } from '../../../domain/customers/record.ts';
import { firstTerm } from '../../../domain/searchText.ts';
import { firstRows } from '../kit/firstRows.ts';
import { afterCommitIds } from '../kit/keys.ts';
import { ignoreConflict } from '../kit/storageFailure.ts';
import type { Tables } from '../kit/storageClients.ts';
import type { Candidate, Candidates, Search } from './candidate.ts';
import {
  orderPrefix,
  parseSortedKey,
  sortedPlace,
  updatedKey,
  type KeptOrder,
  type SortedRow,
} from './sortedRows.ts';

/** Customers of some statuses in one order: the rows of each status are in that order, and are merged here. */
export function candidatesInOrder(
  { sorted }: Pick<Tables, 'sorted'>,
  search: Search,
  order: KeptOrder,
): Candidates {
  const partitions = search.status ? [search.status] : (search.statuses ?? statuses);
  return async (position, limit) => {
    const parts = await Promise.all(
      partitions.map((status) =>
        firstRows<SortedRow>(sorted, rangeOf(status, { search, order, position }), limit),
      ),
    );
    // Behind the end of the shortest answer there may be rows that were not read.
    const ends = parts.flatMap(({ rows, isEnd }) => (isEnd ? [] : (rows.at(-1)?.rowKey ?? [])));
    const known = parts
      .flatMap(({ rows }) => rows)
      .filter(({ rowKey }) => ends.every((end) => rowKey <= end))
      .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
    const rows = known.slice(0, limit);
    const last = rows.at(-1);
    const isEnd = ends.length === 0 && rows.length === known.length;
    return {
      candidates: rows.filter((row) => mayFit(row, search)).map((row) => candidateOf(sorted, row, order)),
      position: isEnd || !last ? null : mayFit(last, search) ? positionOf(last) : last.rowKey,
    };
  };
}

/** Behind all rows that the customer has in this place. */
function positionOf({ rowKey }: SortedRow): string {
  return `${parseSortedKey(rowKey).place}${afterCommitIds}`;
}

function candidateOf(sorted: Tables['sorted'], row: SortedRow, order: KeptOrder): Candidate {
  const { place, version } = parseSortedKey(row.rowKey);
  return {
    customerTenantId: row.customerTenantId,
    position: positionOf(row),
    isPlaceOf: (record) => sortedPlace(record, order) === place,
    // Left over by a crash. A row that is ahead of its record may belong to a commit under way.
    tidy: async (record) => {
      if (version >= record.version) return;
      await ignoreConflict(sorted.deleteEntity(row.partitionKey, row.rowKey));
    },
  };
}

type Range = { readonly search: Search; readonly order: KeptOrder; readonly position: string | null };

function rangeOf(status: string, { search, order, position }: Range): string {
  const prefix = orderPrefix(order);
  const from = position ?? prefix;
  const { updatedSince } = search;
  // '}' sorts behind '|'.
  const below =
    order === 'updatedAt' && updatedSince ? `${updatedKey(updatedSince)}}` : `${prefix.slice(0, -1)}}`;
  return odata`PartitionKey eq ${status} and RowKey gt ${from} and RowKey lt ${below}`;
}

function mayFit(row: SortedRow, search: Search): boolean {
  const { country, resellerTenantId, reason, updatedSince, searched } = search;
  return (
    (country === undefined || row.country === country) &&
    (resellerTenantId === undefined || row.resellerTenantId === resellerTenantId) &&
    (reason === undefined || row.reason === reason) &&
    (updatedSince === undefined || row.updated >= updatedSince.toISOString()) &&
    (searched === undefined || firstTerm(row, searched) !== undefined)
  );
}
