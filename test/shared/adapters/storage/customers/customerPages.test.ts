import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createCommit } from '../../../../../shared/adapters/storage/customers/commit.ts';
import {
  createCustomerPages,
  isFound,
} from '../../../../../shared/adapters/storage/customers/customerPages.ts';
import { listedOf, commitIdOf } from '../../../../../shared/adapters/storage/kit/keys.ts';
import { createListings } from '../../../../../shared/adapters/storage/customers/listings.ts';
import { addSorted } from '../../../../../shared/adapters/storage/customers/sortedRows.ts';
import { addNames } from '../../../../../shared/adapters/storage/customers/names.ts';
import { searchText } from '../../../../../shared/domain/searchText.ts';
import type { CustomerOrder } from '../../../../../shared/domain/customerOrder.ts';
import type { AgreementRecord, Standing, Status } from '../../../../../shared/domain/customers/record.ts';
import { append } from '../../../../../shared/domain/customers/history.ts';
import type { CustomerFilter } from '../../../../../shared/workflows/ports/recordPorts.ts';
import { createMemoryTables } from '../../../../fakes/tables/memoryTables.ts';
import { start, system } from '../testStorage.ts';
import { atRest } from '../../../../fakes/atRest.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

const later = new Date(start.getTime() + 1);
let template: AgreementRecord | undefined;
type Company = {
  name: string;
  domain?: string;
  country?: string | null;
  reseller?: string | null;
  standing: Standing;
};

const accepted: Standing = {
  kind: 'accepted',
  acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
};
const missing: Standing = { kind: 'none' };
const unreadable: Standing = { kind: 'unknown', reason: 'notYetChecked' };

/** Customers in tables in memory, stored by the real commit. */
async function fill(companies: Iterable<Company>, { minutesApart = 0 } = {}) {
  const { clients: tables, transactions, rows } = createMemoryTables();
  let ids = 0;
  const newId = () => (ids += 1).toString(36);
  const commit = createCommit({
    tables,
    listings: createListings(tables.byStatus),
    clock: { now: () => start },
    atRest,
    newId,
  });
  const records: AgreementRecord[] = [];
  for (const { name, domain = 'x.example', country = null, reseller = null, standing } of companies) {
    const customerTenantId = `${records.length.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
    const named = { companyName: name, domain };
    const happenings: EventData[] = [
      { type: 'customerDiscovered', customerTenantId, ...named },
      { type: 'customerDescribed', ...named, country, resellerTenantId: reseller },
      { type: 'standingChecked', standing },
    ];
    const at = new Date(start.getTime() + records.length * minutesApart * 60_000);
    const { record, events } = append(undefined, happenings, { at, by: system });
    await commit({ before: undefined, after: record, events, dueAt: start, mails: [], receipt: null });
    records.push(record);
  }
  return {
    ...{ page: createCustomerPages(tables), records, transactions, tables },
    sortedRows: () => rows('sorted'),
  };
}

/** The same rows without history and schedule, which a list does not look at. */
async function fillQuickly(count: number, companyOf: (index: number) => Company): Promise<Listed> {
  const { clients: tables, transactions } = createMemoryTables();
  const listings = createListings(tables.byStatus);
  const records: AgreementRecord[] = [];
  const mark = commitIdOf(1, 'x');
  for (let index = 0; index < count; index += 1) {
    const record = recordOf(index, companyOf(index));
    const { customerTenantId, status } = record;
    const listed = listedOf(status, mark);
    await listings.add(record, listed);
    await addNames(tables.byName, customerTenantId, { ...record, mark });
    await addSorted(tables.sorted, record);
    const row = { json: JSON.stringify(record), mark, listed, named: mark, dueKey: start.toISOString() };
    await tables.customers.createEntity({ partitionKey: customerTenantId, rowKey: 'rec', ...row });
    records.push(record);
  }
  return { page: createCustomerPages(tables), records, transactions };
}

function recordOf(index: number, { name, domain = 'x.example', ...company }: Company): AgreementRecord {
  const { country = null, reseller = null, standing } = company;
  template ??= append(
    undefined,
    [{ type: 'customerDiscovered', customerTenantId: 'x', companyName: 'x', domain: 'x' }],
    { at: start, by: system },
  ).record;
  const status = standing.kind === 'accepted' ? 'accepted' : 'required';
  const customerTenantId = `${index.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
  const named = { customerTenantId, companyName: name, domain, country, resellerTenantId: reseller };
  return { ...template, ...named, status, standing };
}

type Listed = Pick<Awaited<ReturnType<typeof fill>>, 'page' | 'records' | 'transactions'>;

async function walk({ page }: Pick<Listed, 'page'>, filter: CustomerFilter, size: number) {
  const found: string[] = [];
  const sizes: number[] = [];
  let position: string | null = null;
  do {
    const { stored, position: next } = await page(filter, size, position);
    found.push(...stored.map(({ record }) => record.customerTenantId));
    sizes.push(stored.length);
    position = next;
  } while (position !== null);
  return { found, sizes };
}

function expected({ records }: Listed, { text, ...others }: CustomerFilter): string[] {
  const searched = text === undefined ? undefined : searchText(text);
  return records
    .filter((record) => searched !== '' && isFound(record, { ...others, searched }))
    .map(({ customerTenantId }) => customerTenantId);
}

test('whatever the filter and the size of pages, a list is all records that fit, each once', async () => {
  const words = fc.constantFrom(
    'Con',
    'Contoso',
    'contoso',
    'Tóys',
    'toys',
    'AG',
    '&',
    '株式会社',
    'Con Toys',
  );
  const company: fc.Arbitrary<Company> = fc.record({
    name: fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
    domain: fc.constantFrom('contoso.example', 'toys.example', 'ag.example'),
    country: fc.constantFrom('CH', 'DE', null),
    reseller: fc.constantFrom('r-1', 'r-2', null),
    standing: fc.constantFrom(accepted, missing, unreadable),
  });
  const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const filter: fc.Arbitrary<CustomerFilter> = fc.record({
    text: some('c', 'CON', 'contoso t', 'tö', 'a', '株', '&', 'toys.ex', 'x'),
    country: some('CH', 'DE', 'FR'),
    resellerTenantId: some('r-1', 'r-2', 'r-3'),
    status: some('accepted' as const, 'required' as const, 'failed' as const),
    statuses: some<Status[]>([], ['accepted', 'unknown'], ['required', 'failed', 'unknown']),
    reason: some('notYetChecked', 'declined'),
    updatedSince: some(start, later),
    order: some<CustomerOrder>('name', 'updatedAt', 'waitingSince', 'lastCheckedAt'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(company, { maxLength: 40 }),
      fc.array(filter, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 12 }),
      async (companies, filters, size) => {
        const filled = await fill(companies);
        for (const one of filters) {
          const { found, sizes } = await walk(filled, one, size);
          expect(found.toSorted()).toEqual(expected(filled, one).toSorted());
          expect(sizes.slice(0, -1).every((length) => length === size)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('lists of several statuses are in the order that was asked for, page by page', async () => {
  const names = ['Zug', 'Adatum', 'Berg', 'Contoso', 'Dorn'];
  const filled = await fill(
    names.map((name, index) => ({ name, standing: index % 2 === 0 ? missing : accepted })),
    { minutesApart: 1 },
  );
  const namesIn = async (order: CustomerOrder) => {
    const { found } = await walk(filled, { statuses: ['required', 'accepted'], order }, 2);
    return found.map((id) => filled.records.find((one) => one.customerTenantId === id)?.companyName);
  };
  expect(await namesIn('name')).toEqual(names.toSorted());
  expect(await namesIn('updatedAt')).toEqual(names.toReversed());
  expect(await namesIn('lastCheckedAt')).toEqual(names);
});

test('a list takes away the rows that a crash has left of an older version, and shows nobody twice', async () => {
  const filled = await fill([{ name: 'Contoso', standing: missing }]);
  const [record] = filled.records;
  if (!record) throw new Error('nobody');
  await addSorted(filled.tables.sorted, { ...record, status: 'invited', version: record.version - 1 });
  const query: CustomerFilter = { statuses: ['required', 'invited'], order: 'name' };
  expect((await walk(filled, query, 1)).found).toEqual([record.customerTenantId]);
  expect(filled.sortedRows().filter(({ rowKey }) => rowKey.startsWith('n|'))).toHaveLength(1);
});

test('more than 1,000 customers are not sorted by their last look', async () => {
  await expect(large.page({ order: 'lastCheckedAt' }, 10, null)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { fields: [{ pointer: '/sort' }] },
  });
});

test('a search is in the order of what it found', async () => {
  const names = ['Contoso Zug', 'Zug Contoso', 'Contoso Aarau', 'Adatum'];
  const filled = await fill(names.map((name) => ({ name, standing: missing })));
  const namesOf = async (filter: CustomerFilter) =>
    (await filled.page(filter, 10, null)).stored.map(({ record }) => record.companyName);
  expect(await namesOf({ text: 'contoso' })).toEqual(['Contoso Aarau', 'Contoso Zug', 'Zug Contoso']);
  expect(await namesOf({})).toEqual(['Adatum', 'Contoso Aarau', 'Contoso Zug', 'Zug Contoso']);
});

const many = 100_000;

let large: Listed;
beforeAll(async () => {
  large = await fillQuickly(many, (index) => {
    const isRare = index % 20_000 === 7;
    return {
      name: isRare ? `Zebra${String(index)}` : `Contoso${String(index).padStart(6, '0')}`,
      domain: '',
      country: index < 60_000 ? 'US' : isRare ? 'LI' : null,
      reseller: index % 1000 === 3 ? 'r-1' : null,
      // Nobody in the US is without an agreement.
      standing: index >= 95_000 ? missing : accepted,
    };
  });
});

/** Finding a page of 100 takes 200 reads; the rest of the calls is the way there. */
test.each<[CustomerFilter, number, number]>([
  [{}, 100, 1],
  [{ text: 'contoso0424' }, 100, 1],
  [{ text: 'zebra' }, 5, 1],
  [{ text: 'nobody' }, 0, 1],
  [{ country: 'LI' }, 2, 1],
  [{ resellerTenantId: 'r-1' }, 100, 1],
  [{ resellerTenantId: 'r-1', country: 'US' }, 60, 2],
  [{ resellerTenantId: 'r-1', status: 'required' }, 5, 208],
  [{ status: 'failed', text: 'contoso0953' }, 0, 18],
  [{ status: 'required', text: 'contoso0942' }, 0, 218],
  [{ status: 'accepted' }, 100, 2],
  [{ statuses: ['accepted', 'failed'], order: 'name' }, 100, 2],
  [{ order: 'updatedAt' }, 100, 9],
  [{ status: 'required', order: 'waitingSince' }, 100, 1],
  [{ status: 'failed' }, 0, 1],
  [{ status: 'failed', text: 'contoso' }, 0, 2],
  [{ status: 'required', country: 'US' }, 0, 35],
  [{ status: 'required', text: 'zebra' }, 0, 12],
  [{ status: 'accepted', country: 'US', text: 'contoso0001' }, 100, 20],
])(
  'at 100,000 customers the first page of %o has %i of them and needs few calls',
  async (filter, length, ways) => {
    const before = large.transactions();
    const { stored } = await large.page(filter, 100, null);
    expect(stored).toHaveLength(length);
    expect(large.transactions() - before - 2 * length).toBeLessThanOrEqual(ways);
  },
);

test('at 100,000 customers the last page costs what the first one does', async () => {
  let position: string | null = null;
  const calls: number[] = [];
  let found = 0;
  do {
    const before = large.transactions();
    const page = await large.page({ status: 'required' }, 1000, position);
    calls.push(large.transactions() - before - 2 * page.stored.length);
    found += page.stored.length;
    position = page.position;
  } while (position !== null);
  expect(found).toBe(5000);
  // Where a shard ends in a page, some records of the next share are read for nothing.
  expect(Math.max(...calls)).toBeLessThanOrEqual(2 * 50 + 8);
});

test('a tenant id finds its customer, whatever its case, where the other filters let it', async () => {
  const { page, records } = await fill([
    { name: 'Contoso', standing: accepted },
    { name: 'Fabrikam', standing: missing },
  ]);
  const [, { customerTenantId } = expect.fail('there are two')] = records;
  const namesOf = async (filter: CustomerFilter) =>
    (await page(filter, 10, null)).stored.map(({ record }) => record.companyName);
  expect(await namesOf({ text: customerTenantId })).toEqual(['Fabrikam']);
  expect(await namesOf({ text: ` ${customerTenantId.toUpperCase()} ` })).toEqual(['Fabrikam']);
  expect(await namesOf({ text: customerTenantId, status: 'accepted' })).toEqual([]);
  expect(await namesOf({ text: customerTenantId, resellerTenantId: customerTenantId })).toEqual([]);
  expect(await namesOf({ text: '11111111-2222-4333-8444-555555555555' })).toEqual([]);
});
