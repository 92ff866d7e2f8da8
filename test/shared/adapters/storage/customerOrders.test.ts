import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerOrder } from '../../../../shared/workflows/ports/newCustomerPorts.ts';
import { startTestStorage, type TestStorage } from './testStorage.ts';

let storage: TestStorage;
const startedAt = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-02T09:01:00Z');
const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const contact = { firstName: 'Ann', lastName: 'Lee', email: 'ann@fourthcoffee.example', phone: null };
const orderOf = (id: string): CustomerOrder => ({
  id,
  customer: {
    ...{ companyName: 'Fourth Coffee', domain: `${id}.example`, contact, culture: 'en-US' },
    address: {
      ...{ addressLine1: '1 Main Street', addressLine2: null, city: 'Redmond' },
      ...{ state: 'WA', postalCode: '98052', country: 'US' },
    },
    ...{ registrationNumber: null, resellerTenantId: null },
  },
  acceptance: {
    path: 'invite',
    request: { kind: 'newCustomer', delivery: 'email', recipient: contact, language: null, note: null },
  },
  by: { kind: 'agent', id: 'oid' },
  fingerprint: 'f',
  startedAt,
});

beforeAll(async () => {
  storage = await startTestStorage();
});
afterAll(() => storage.stop());

test('an order is begun once, found as it is, and left until it is finished or dropped', async () => {
  const { customerOrders } = await storage.writer();
  const begun = await Promise.all(['a', 'a', 'a', 'b'].map((id) => customerOrders.begin(orderOf(id))));
  expect(begun.filter((outcome) => outcome === 'begun')).toHaveLength(2);
  expect(await customerOrders.find('a')).toEqual(orderOf('a'));
  expect(await customerOrders.find('c')).toBeUndefined();
  expect((await customerOrders.left(startedAt)).length).toBe(0);
  expect((await customerOrders.left(later)).map(({ id }) => id)).toEqual(['a', 'b']);
  await customerOrders.drop('b');
  await customerOrders.finish({ id: 'a', fingerprint: 'f', customerTenantId });
  expect(await customerOrders.left(later)).toEqual([]);
  expect(await customerOrders.find('a')).toEqual({ id: 'a', fingerprint: 'f', customerTenantId });
});

test('of two orders for one domain one begins, and the other can once that is done', async () => {
  const { customerOrders } = await storage.writer();
  const [one, other] = ['one', 'other'].map((id) => ({ ...orderOf(id), customer: orderOf('x').customer }));
  if (!one || !other) throw new Error('two orders');
  const begun = await Promise.all([one, other].map((order) => customerOrders.begin(order)));
  expect(begun.toSorted()).toEqual(['begun', 'domainBusy']);
  const [winner, loser] = begun[0] === 'begun' ? [one, other] : [other, one];
  await customerOrders.drop(loser.id);
  expect(await customerOrders.begin(loser)).toBe('domainBusy');
  await customerOrders.finish({ id: winner.id, fingerprint: 'f', customerTenantId });
  expect(await customerOrders.begin(loser)).toBe('begun');
  await customerOrders.drop(loser.id);
});

test('a finished order holds nothing of the person, and goes after a while', async () => {
  const { customerOrders } = await storage.writer();
  const rows: string[] = [];
  for await (const row of storage.tables.due.listEntities()) rows.push(JSON.stringify(row));
  expect(rows.join('\n')).not.toMatch(/a\.example|Fourth Coffee|Lee/);
  await customerOrders.purge(later, startedAt);
  expect(await customerOrders.find('a')).toBeDefined();
  await customerOrders.purge(later, later);
  expect(await customerOrders.find('a')).toBeUndefined();
});

test('an order under way shows its table nothing of the person, and one in clear of an older version is taken', async () => {
  const { customerOrders } = await storage.writer();
  const [order, older] = [orderOf('sealed'), orderOf('older')];
  await customerOrders.begin(order);
  await storage.tables.due.createEntity({
    ...{ partitionKey: 'newCustomer', rowKey: 'order|older', at: startedAt, isFinished: false },
    json: JSON.stringify(older),
  });
  await storage.tables.due.createEntity({
    ...{ partitionKey: 'newCustomer', rowKey: 'order|lost', at: startedAt, isFinished: false },
    sealed: new Uint8Array(64),
  });
  const rows = async () => {
    const found: string[] = [];
    for await (const row of storage.tables.due.listEntities()) {
      const bytes = Object.values(row).filter((value) => value instanceof Uint8Array);
      found.push(JSON.stringify(row), ...bytes.map((one) => Buffer.from(one).toString('latin1')));
    }
    return found.filter((text) => !text.includes('order|older')).join('\n');
  };
  expect(await rows()).not.toMatch(/Fourth Coffee|Lee|ann@|Main Street/);
  // One under a lost key does not hold up the others.
  expect(await customerOrders.left(later)).toEqual([older, order]);
  await customerOrders.finish({ id: 'older', fingerprint: 'f', customerTenantId });
  const { json } = await storage.tables.due.getEntity<{ json?: string }>('newCustomer', 'order|older');
  expect(json ?? '').toBe('');
  for (const id of ['sealed', 'older', 'lost']) await customerOrders.drop(id).catch(() => undefined);
});

test('credentials kept first stay, one of many views gets them, and what ran out is removed', async () => {
  const { customerOrders } = await storage.writer();
  const sealed = { customerTenantId, box: 'first', expiresAt: later };
  await customerOrders.keep(sealed);
  await customerOrders.keep({ ...sealed, box: 'second' });
  expect(await customerOrders.sealed(customerTenantId)).toEqual({ ...sealed, seenIn: null });
  const views = ['a', 'b', 'c', 'd'];
  const until = new Date(startedAt.getTime() + 1000);
  const claim = (seenIn: string) => customerOrders.claim(customerTenantId, { seenIn, until });
  const given = (await Promise.all(views.map(claim))).filter((one) => one !== undefined);
  expect(given).toMatchObject([{ box: 'first', expiresAt: until }]);
  const winner = given[0]?.seenIn ?? '';
  const again = await Promise.all(views.map(claim));
  expect(again.map((one) => one?.seenIn)).toEqual(views.map((one) => (one === winner ? one : undefined)));
  await customerOrders.purge(until, startedAt);
  expect(await customerOrders.sealed(customerTenantId)).toBeUndefined();
  await customerOrders.keep(sealed);
  await customerOrders.purge(startedAt, startedAt);
  expect(await customerOrders.sealed(customerTenantId)).toBeDefined();
  await customerOrders.purge(later, startedAt);
  expect(await customerOrders.sealed(customerTenantId)).toBeUndefined();
});
