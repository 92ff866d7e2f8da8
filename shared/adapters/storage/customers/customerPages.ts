import { AgreementError } from '../../../domain/errors.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import { readiness } from '../../../domain/customers/readiness.ts';
import { statusReason } from '../../../domain/customers/statusReason.ts';
import { firstTerm, searchText } from '../../../domain/searchText.ts';
import type { CustomerFilter, CustomerPage, Stored } from '../../../workflows/ports/recordPorts.ts';
import { readTenantId } from '../../../contracts/tenantId.ts';
import { candidatesInOrder } from './candidatesInOrder.ts';
import { candidatesByName, countNames } from './candidatesByName.ts';
import { candidatesByStatus } from './candidatesByStatus.ts';
import type { Tables } from '../kit/storageClients.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { shards } from '../kit/keys.ts';
import { readCount } from './listings.ts';
import type { KeptOrder } from './sortedRows.ts';
import { lastCheckedAt, readStored } from './storedRecord.ts';
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
    // No name matches a text of which nothing is left to compare.
    if (search.searched === '') return { stored: [], position: null };
    if (search.statuses?.length === 0) return { stored: [], position: null };
    if (search.order === 'lastCheckedAt') return pageByCheck(tables, search, { size, position });
    const [way, from] = position === null ? [await chooseWay(tables, search), null] : parsePosition(position);
    const walk = ways[way](tables, search);
    const page = await fillPage(walk, { tables, search, size, from });
    return { stored: page.stored, position: page.position === null ? null : `${way}${page.position}` };
  };
}

type Way = 's' | 'n' | 'o';

const ways: Record<Way, (tables: Tables, search: Search) => Candidates> = {
  s: candidatesByStatus,
  n: candidatesByName,
  o: (tables, search) => candidatesInOrder(tables, search, orderOf(search)),
};

/** What is asked for by time is in the order of time, unless it says otherwise. */
function orderOf({ order, updatedSince }: Search): KeptOrder {
  if (order === undefined || order === 'lastCheckedAt') return updatedSince ? 'updatedAt' : 'name';
  return order;
}

/**
 * By name each row costs a look at its record; by status rows tell who may fit, and records are read of those alone.
 */
async function chooseWay(tables: Tables, search: Search): Promise<Way> {
  const { status, statuses, reason, order } = search;
  if (orderOf(search) !== 'name') return 'o';
  if (!status && !statuses && reason === undefined) return 'n';
  const narrows = search.searched ?? search.country ?? search.resellerTenantId;
  const named = narrows === undefined ? Infinity : await countNames(tables, search, maxPage);
  if (named <= readsAtOnce) return 'n';
  // Rows by status alone are in no order.
  if (!status || order !== undefined) return 'o';
  if (named === Infinity) return 's';
  const counts = await inParallel(shards, shards.length, (shard) => readCount(tables, status, shard));
  const listed = counts.reduce((sum, count) => sum + count, 0);
  return listed <= named * rowsPerRecord ? 's' : 'n';
}

function parsePosition(position: string): [Way, string] {
  const [way = ''] = position;
  return [way === 's' || way === 'o' ? way : 'n', position.slice(1)];
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
  if (!stored) return undefined;
  if (candidate.isPlaceOf(stored.record)) return isFound(stored.record, search) ? stored : undefined;
  // A row too many costs the next list a look, no more.
  await candidate.tidy?.(stored.record).catch(() => undefined);
  return undefined;
}

/** What a list holds is what this says of the record. */
export function isFound(record: AgreementRecord, search: Search): boolean {
  const { status, statuses, canOrder, country, resellerTenantId, searched, reason, updatedSince } = search;
  return (
    (status === undefined || record.status === status) &&
    (statuses === undefined || statuses.includes(record.status)) &&
    (canOrder === undefined || readiness(record).canOrder === canOrder) &&
    (reason === undefined || statusReason(record)?.code === reason) &&
    (updatedSince === undefined || record.updatedAt >= updatedSince) &&
    (country === undefined || record.country === country) &&
    (resellerTenantId === undefined || record.resellerTenantId === resellerTenantId) &&
    (searched === undefined || firstTerm(record, searched) !== undefined)
  );
}

/** Looks without news are kept in no order, so these are read and sorted; more would make a caller wait. */
const maxByCheck = 1000;

/** Never looked at first, then the longest ago. @throws {AgreementError} `INVALID_INPUT` where more than 1,000 may fit */
async function pageByCheck(
  tables: Tables,
  search: Search,
  { size, position }: { readonly size: number; readonly position: string | null },
): Promise<CustomerPage> {
  const named = { ...search, order: undefined };
  const all = await fillPage(ways.o(tables, named), { tables, search: named, size: maxByCheck, from: null });
  if (all.position !== null) {
    throw new AgreementError('INVALID_INPUT', 'The query breaks a rule.', {
      fields: [
        { pointer: '/sort', message: 'is lastCheckedAt, which sorts at most 1,000 customers: filter' },
      ],
    });
  }
  const placed = all.stored
    .map((stored) => ({
      stored,
      place: `${lastCheckedAt(stored)?.toISOString() ?? ''}|${stored.record.customerTenantId}`,
    }))
    .filter(({ place }) => position === null || place > position)
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = placed.slice(0, size);
  const isEnd = page.length === placed.length;
  return { stored: page.map(({ stored }) => stored), position: isEnd ? null : (page.at(-1)?.place ?? null) };
}
