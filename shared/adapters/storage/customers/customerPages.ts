import type { AgreementRecord } from '../../../domain/customers/record.ts';
import { firstTerm, searchText } from '../../../domain/searchText.ts';
import type { CustomerFilter, CustomerPage, Stored } from '../../../workflows/ports/recordPorts.ts';
import { readTenantId } from '../../../contracts/tenantId.ts';
import { candidatesByName, countNames } from './candidatesByName.ts';
import { candidatesByStatus } from './candidatesByStatus.ts';
import type { Tables } from '../kit/storageClients.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { shards } from '../kit/keys.ts';
import { readCount } from './listings.ts';
import { readStored } from './storedRecord.ts';
import type { Candidate, Candidates, Search } from './candidate.ts';

const maxPage = 1000;
const readsAtOnce = 50;
/** Rows come a thousand per query, one query behind the other; records one by one, but fifty at once. */
const rowsPerRecord = 10;
/** A page is answered after this, or so many looks at rows, even if it is not full. */
const pageTimeMs = 5_000;
const maxWalk = 20_000;

/**
 * Pages of customers. A list of one status follows `ByStatus`, any other follows `ByName`, and so does
 * one whose other filters leave few customers: no list looks at all customers to find a few.
 */
export function createCustomerPages(tables: Tables) {
  return async (filter: CustomerFilter, size: number, position: string | null): Promise<CustomerPage> => {
    const { text, ...others } = filter;
    const customerTenantId = readTenantId(text?.trim());
    if (customerTenantId !== undefined) {
      const found = await readStored(tables, customerTenantId);
      const isWanted = found && isFound(found.record, { ...others, searched: undefined });
      return { stored: isWanted ? [found] : [], position: null };
    }
    const search = { ...others, searched: text === undefined ? undefined : searchText(text) };
    // Nobody's name begins with a text of which nothing is left to compare.
    if (search.searched === '') return { stored: [], position: null };
    const [way, from] = position === null ? [await chooseWay(tables, search), null] : parsePosition(position);
    const walk = way === 's' ? candidatesByStatus(tables, search) : candidatesByName(tables, search);
    const page = await fillPage(walk, { tables, search, size, from });
    return { stored: page.stored, position: page.position === null ? null : `${way}${page.position}` };
  };
}

/**
 * By name each row costs a look at its record; by status rows tell who may fit, and records are read of those alone.
 */
async function chooseWay(tables: Tables, search: Search): Promise<'s' | 'n'> {
  const { status } = search;
  if (!status) return 'n';
  const narrows = search.searched ?? search.country ?? search.resellerTenantId;
  const named = narrows === undefined ? Infinity : await countNames(tables, search, maxPage);
  if (named === Infinity) return 's';
  if (named <= readsAtOnce) return 'n';
  const counts = await inParallel(shards, shards.length, (shard) => readCount(tables, status, shard));
  const listed = counts.reduce((sum, count) => sum + count, 0);
  return listed <= named * rowsPerRecord ? 's' : 'n';
}

function parsePosition(position: string): ['s' | 'n', string] {
  return [position.startsWith('s') ? 's' : 'n', position.slice(1)];
}

type Wanted = {
  readonly tables: Tables;
  readonly search: Search;
  readonly size: number;
  readonly from: string | null;
};

/** Reads ever larger shares of the index until the page is full, and records only as far as they are wanted. */
async function fillPage(walk: Candidates, { tables, search, size, from }: Wanted): Promise<CustomerPage> {
  const untilMs = performance.now() + pageTimeMs;
  const page: Stored[] = [];
  let share = Math.min(size, maxPage);
  let looks = 0;
  let position = from;
  do {
    const found = await walk(position, share);
    looks += share;
    const places = found.candidates.filter((one, at, all) => one.position !== all[at - 1]?.position);
    for (let at = 0; at < places.length; at += readsAtOnce) {
      const some = places.slice(at, at + readsAtOnce);
      const read = await Promise.all(some.map((one) => readFitting(tables, search, one)));
      for (const [index, stored] of read.entries()) {
        if (stored) page.push(stored);
        const isLast = at + index === places.length - 1;
        if (page.length === size && !isLast) return { stored: page, position: some[index]?.position ?? null };
      }
    }
    position = found.position;
    share = Math.min(share * 2, maxPage);
  } while (position !== null && page.length < size && looks < maxWalk && performance.now() < untilMs);
  return { stored: page, position };
}

async function readFitting(
  tables: Tables,
  search: Search,
  candidate: Candidate,
): Promise<Stored | undefined> {
  const stored = await readStored(tables, candidate.customerTenantId);
  const fits = stored && candidate.isPlaceOf(stored.record) && isFound(stored.record, search);
  return fits ? stored : undefined;
}

/** What a list holds is what this says of the record. */
export function isFound(record: AgreementRecord, search: Search): boolean {
  const { status, country, resellerTenantId, searched } = search;
  return (
    (status === undefined || record.status === status) &&
    (country === undefined || record.country === country) &&
    (resellerTenantId === undefined || record.resellerTenantId === resellerTenantId) &&
    (searched === undefined || firstTerm(record, searched) !== undefined)
  );
}
