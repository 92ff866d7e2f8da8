import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import type { CustomerFilter, Stored } from '../../../../../shared/workflows/ports/recordPorts.ts';
import type { Fate, TableProxy } from '../../../../fault/proxies/tableProxy.ts';
import { dump, findBreaches } from '../invariants.ts';
import { change, discover, startTestStorage, type TestStorage } from '../testStorage.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

let storage: TestStorage;
let ports: StoragePorts & { readonly proxy: TableProxy };
const none: EventData = { type: 'standingChecked', standing: { kind: 'none' } };
const accepted: EventData = {
  type: 'standingChecked',
  standing: {
    kind: 'accepted',
    acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
  },
};

beforeAll(async () => {
  storage = await startTestStorage();
  ports = await storage.writer();
});
beforeEach(async () => {
  await storage.clear();
  ports.proxy.rule(() => 'pass');
});
afterAll(() => storage.stop());

const commit = (before: Stored, ...happenings: EventData[]) =>
  ports.agreements.commit(change(before, happenings));
const idOf = ({ record }: Stored) => record.customerTenantId;

async function walk(filter: CustomerFilter, size: number): Promise<string[]> {
  const found: string[] = [];
  let position: string | null = null;
  do {
    const page = await ports.customerIndex.page(filter, size, position);
    expect(page.stored.length).toBeLessThanOrEqual(size);
    found.push(...page.stored.map(idOf));
    position = page.position;
  } while (position !== null);
  return found.toSorted();
}

test('counts are exact for every status, and zero where nobody is', async () => {
  const customers = await Promise.all(Array.from({ length: 5 }, () => discover(ports)));
  for (const customer of customers.slice(0, 3)) await commit(customer, none);
  for (const customer of customers.slice(3, 4)) await commit(customer, accepted);
  const counts = await ports.customerIndex.counts();
  expect(counts).toMatchObject({ required: 3, accepted: 1, unknown: 1, invited: 0, failed: 0 });
  expect(Object.keys(counts)).toHaveLength(9);
});

test('nobody who moves on while counts are read is missed', async () => {
  for (const reads of [1, 40, 80, 120, 140]) {
    await storage.clear();
    const writer = await storage.writer();
    const customers = await Promise.all(Array.from({ length: 4 }, () => discover(writer)));
    let moved: Promise<unknown> | undefined;
    ports.proxy.rule(async ({ number }): Promise<Fate> => {
      if (number === reads)
        moved = Promise.all(customers.map((one) => writer.agreements.commit(change(one, [accepted]))));
      await moved;
      return 'pass';
    });
    const counts = await ports.customerIndex.counts();
    await moved;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(4);
  }
});

test('many writers count right, though none knows what the others do', async () => {
  const writers = await Promise.all(Array.from({ length: 6 }, () => storage.writer()));
  const customers = await Promise.all(
    writers.flatMap((writer) => Array.from({ length: 5 }, () => discover(writer))),
  );
  const move = async (customer: Stored, index: number) =>
    writers[index % 6]?.agreements.commit(change(customer, [none]));
  expect(new Set(await Promise.all(customers.map(move)))).toEqual(new Set(['committed']));
  expect(await ports.customerIndex.counts()).toMatchObject({ required: 30, unknown: 0 });
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('pages give every customer once, whatever their size, of one status or of all', async () => {
  const customers = await Promise.all(Array.from({ length: 12 }, () => discover(ports)));
  for (const customer of customers.slice(0, 5)) await commit(customer, none);
  const all = customers.map(idOf).toSorted();
  for (const size of [1, 5, 100]) expect(await walk({}, size)).toEqual(all);
  expect(await walk({ status: 'required' }, 2)).toEqual(customers.slice(0, 5).map(idOf).toSorted());
  expect(await walk({ status: 'expired' }, 2)).toEqual([]);
});

test('filters narrow by country, reseller, and the beginning of a word of the name or of the domain', async () => {
  const swiss = await discover(ports, undefined, { companyName: 'Zürich Käse', domain: 'kaese.example' });
  const other = await discover(ports, undefined, { companyName: "O'Neill", domain: 'zuri.example' });
  const { companyName, domain } = swiss.record;
  await commit(swiss, {
    ...{ type: 'customerDescribed', companyName, domain },
    ...{ country: 'CH', resellerTenantId: 'r-1' },
  });
  const both = [idOf(swiss), idOf(other)].toSorted();
  expect(await walk({ country: 'CH' }, 10)).toEqual([idOf(swiss)]);
  expect(await walk({ country: 'AT' }, 10)).toEqual([]);
  expect(await walk({ resellerTenantId: 'r-1' }, 10)).toEqual([idOf(swiss)]);
  expect(await walk({ text: 'ZÜRICH k' }, 10)).toEqual([idOf(swiss)]);
  expect(await walk({ text: 'zur' }, 10)).toEqual(both);
  expect(await walk({ text: 'kas' }, 10)).toEqual([idOf(swiss)]);
  expect(await walk({ text: 'KAESE.ex' }, 10)).toEqual([idOf(swiss)]);
  expect(await walk({ text: 'example' }, 10)).toEqual([]);
  expect(await walk({ text: 'z' }, 10)).toEqual(both);
  expect(await walk({ text: "o'n" }, 10)).toEqual([idOf(other)]);
  expect(await walk({ text: 'ürich' }, 10)).toEqual([]);
  expect(await walk({ text: "x' or PartitionKey ne '" }, 10)).toEqual([]);
  expect(await walk({ text: 'z', country: 'CH', status: 'unknown' }, 10)).toEqual([idOf(swiss)]);
});

test('a customer is listed under its present status only, also when an old row was left behind', async () => {
  const customer = await discover(ports);
  ports.proxy.rule(({ method, body }) =>
    method === 'POST' && body.includes('DELETE') && body.includes('/ByStatus') ? 'refuse' : 'pass',
  );
  expect(await commit(customer, none)).toBe('committed');
  ports.proxy.rule(() => 'pass');
  expect((await dump(storage.tables)).byStatus.filter(({ rowKey }) => rowKey !== '!n')).toHaveLength(2);
  expect(await walk({ status: 'unknown' }, 10)).toEqual([]);
  expect(await walk({}, 10)).toEqual([idOf(customer)]);
});

/** Has rows written anew in both indexes; the customer's place in no list below depends on it. */
const moveHouse = ({ record: { companyName } }: Stored): EventData => ({
  ...{ type: 'customerDescribed', companyName, domain: 'elsewhere.example' },
  ...{ country: 'CH', resellerTenantId: null },
});

test.each<CustomerFilter>([{}, { status: 'unknown' }, { text: 'contoso' }])(
  'a list of %o has everybody once, though rows are written anew from page to page',
  async (filter) => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => discover(ports)));
    const found: string[] = [];
    let position: string | null = null;
    do {
      const page = await ports.customerIndex.page(filter, 1, position);
      for (const stored of page.stored) expect(await commit(stored, moveHouse(stored))).toBe('committed');
      found.push(...page.stored.map(idOf));
      position = page.position;
    } while (position !== null);
    expect(found.toSorted()).toEqual(customers.map(idOf).toSorted());
  },
);

test.each<CustomerFilter>([{}, { status: 'unknown' }, { text: 'contoso' }])(
  'a list of %o has everybody, though rows are written anew while a page is read',
  async (filter) => {
    const writer = await storage.writer();
    const customers = await Promise.all(Array.from({ length: 4 }, () => discover(writer)));
    let moved: Promise<unknown> | undefined;
    ports.proxy.rule(async ({ url }): Promise<Fate> => {
      if (url.includes('/Customers')) {
        moved ??= Promise.all(
          customers.map((one) => writer.agreements.commit(change(one, [moveHouse(one)]))),
        );
      }
      await moved;
      return 'pass';
    });
    const { stored } = await ports.customerIndex.page(filter, 10, null);
    expect(stored.map(idOf).toSorted()).toEqual(customers.map(idOf).toSorted());
  },
);

test('the usual change of status needs two requests in the index, and no read', async () => {
  const customer = await discover(ports);
  await commit(customer, none);
  const back = await ports.agreements.find(idOf(customer));
  const requests: string[] = [];
  ports.proxy.rule(({ method, url, body }) => {
    if (url.includes('ByStatus') || body.includes('/ByStatus')) requests.push(method);
    return 'pass';
  });
  if (back)
    await commit(back, { type: 'standingChecked', standing: { kind: 'unknown', reason: 'accessDenied' } });
  expect(requests).toEqual(['POST', 'POST']);
});
