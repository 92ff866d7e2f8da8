import { odata } from '@azure/data-tables';
import { firstTerm } from '../../domain/searchText.ts';
import type { Tables } from './connection.ts';
import type { Candidate, Candidates, Search } from './customerPages.ts';
import { countryPartition, everybody, namePrefix, parseNameKey, resellerPartition } from './names.ts';
import { firstRows } from './firstRows.ts';

type NameRow = { readonly partitionKey: string; readonly rowKey: string; readonly country: string };

/** Customers in the order of their names, or of the terms that a search finds them by. */
export function candidatesByName({ byName }: Pick<Tables, 'byName'>, search: Search): Candidates {
  return async (position, limit) => {
    const { rows, isEnd } = await firstRows<NameRow>(byName, rangeOf(search, position), limit);
    const { country } = search;
    return {
      candidates: rows
        .filter((row) => country === undefined || row.country === country)
        .map((row) => candidateOf(row, search)),
      position: isEnd ? null : (rows.at(-1)?.rowKey ?? null),
    };
  };
}

/** Whether more rows than this would have to be looked at. */
export async function isLong(
  { byName }: Pick<Tables, 'byName'>,
  search: Search,
  limit: number,
): Promise<boolean> {
  return !(await firstRows(byName, rangeOf(search, null), limit)).isEnd;
}

function candidateOf({ rowKey }: NameRow, { searched }: Search): Candidate {
  const { term, customerTenantId, mark } = parseNameKey(rowKey);
  return {
    customerTenantId,
    position: rowKey,
    isRowOf: (token, record) =>
      token.named === mark && (searched === undefined || firstTerm(record, searched) === term),
  };
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
