import { odata } from '@azure/data-tables';
import { firstTerm, searchText } from '../../../domain/searchText.ts';
import type { Tables } from '../kit/storageClients.ts';
import { firstRows } from '../kit/firstRows.ts';
import { afterCommitIds } from '../kit/keys.ts';
import { countryPartition, everybody, namePrefix, parseNameKey, resellerPartition } from './names.ts';
import type { Candidate, Candidates, Search } from './candidate.ts';

type NameRow = { readonly partitionKey: string; readonly rowKey: string; readonly country: string };

/** Customers in the order of their names, or of the terms that a search finds them by. */
export function candidatesByName({ byName }: Pick<Tables, 'byName'>, search: Search): Candidates {
  const mayFit = ({ country }: NameRow) => search.country === undefined || country === search.country;
  return async (position, limit) => {
    const { rows, isEnd } = await firstRows<NameRow>(byName, rangeOf(search, position), limit);
    const last = rows.at(-1);
    return {
      candidates: rows.filter(mayFit).map((row) => candidateOf(row, search)),
      // Behind a row that was passed over, there may be another one of the same customer.
      position: isEnd || !last ? null : mayFit(last) ? placeOf(last) : last.rowKey,
    };
  };
}

/** How many rows would have to be looked at; infinitely many when there are more than the limit. */
export async function countNames(
  { byName }: Pick<Tables, 'byName'>,
  search: Search,
  limit: number,
): Promise<number> {
  const { rows, isEnd } = await firstRows(byName, rangeOf(search, null), limit);
  return isEnd ? rows.length : Infinity;
}

function candidateOf(row: NameRow, { searched }: Search): Candidate {
  const { term, customerTenantId } = parseNameKey(row.rowKey);
  return {
    customerTenantId,
    position: placeOf(row),
    isPlaceOf: (record) =>
      term === (searched === undefined ? searchText(record.companyName) : firstTerm(record, searched)),
  };
}

function placeOf({ rowKey }: NameRow): string {
  return rowKey.slice(0, rowKey.lastIndexOf('|') + 1) + afterCommitIds;
}

/** The smallest partition that has all of them: a reseller has fewer customers than a country. */
function rangeOf({ country, resellerTenantId, searched }: Search, position: string | null): string {
  const partition = resellerTenantId
    ? resellerPartition(resellerTenantId)
    : country
      ? countryPartition(country)
      : everybody;
  const prefix = namePrefix(searched);
  const from = position === null ? odata`RowKey ge ${prefix}` : odata`RowKey gt ${position}`;
  return [odata`PartitionKey eq ${partition}`, from, odata`RowKey lt ${firstBehind(prefix)}`].join(' and ');
}

/** The first text behind all that begin with this one, in the order of UTF-16 as the service has it. */
function firstBehind(prefix: string): string {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  // A surrogate is no character of its own.
  return characters.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff));
}
