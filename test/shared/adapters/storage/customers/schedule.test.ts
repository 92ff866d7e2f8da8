import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import type { DueRow } from '../../../../../shared/workflows/ports/schedulePorts.ts';
import type { Stored } from '../../../../../shared/workflows/ports/recordPorts.ts';
import { dump, findBreaches } from '../invariants.ts';
import { change, day, discover, found, start, startTestStorage, type TestStorage } from '../testStorage.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

let storage: TestStorage;
let ports: StoragePorts;
const checkRequested: EventData = { type: 'checkRequested' };
const later = (days: number) => new Date(start.getTime() + days * day);

beforeAll(async () => {
  storage = await startTestStorage();
  ports = await storage.writer();
});
beforeEach(() => storage.clear());
afterAll(() => storage.stop());

const dueIds = async (now: Date, limit = 100) =>
  (await ports.schedule.due(now, limit)).map(({ customerTenantId }) => customerTenantId);
const again = ({ record }: Stored) => found(ports.agreements, record.customerTenantId);

test('only what is due is read, the most overdue first, up to the limit', async () => {
  const second = await discover(ports, undefined, { dueAt: later(2) });
  const first = await discover(ports, undefined, { dueAt: later(1) });
  await discover(ports, undefined, { dueAt: later(9) });
  const expected = [first.record.customerTenantId, second.record.customerTenantId];
  expect(await dueIds(later(0.5))).toEqual([]);
  expect(await dueIds(later(2))).toEqual(expected);
  expect(await dueIds(later(2), 1)).toEqual(expected.slice(0, 1));
});

test('a claimed row that moves on is due at its new instant and remembers the check', async () => {
  const before = await discover(ports);
  const [row] = await ports.schedule.due(start, 10);
  expect(row && (await ports.schedule.claim(row, before, start))).toBe(true);
  await ports.schedule.move(before, later(3), later(0.5));
  expect(await dueIds(later(2))).toEqual([]);
  expect(await dueIds(later(3))).toEqual([before.record.customerTenantId]);

  const moved = await again(before);
  expect(moved.dueAt).toEqual(later(3));
  expect(await ports.schedule.times(moved)).toEqual({ lastCheckedAt: later(0.5), nextCheckAt: later(3) });

  await ports.schedule.move(moved, later(5));
  const retried = await again(before);
  expect(await ports.schedule.times(retried)).toEqual({ lastCheckedAt: later(0.5), nextCheckAt: later(5) });
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('a change of the record after a move is due when the change says, and keeps the last check', async () => {
  const before = await discover(ports);
  await ports.schedule.move(before, later(3), later(1));
  await ports.agreements.commit(change(await again(before), [checkRequested], { dueAt: later(7) }));
  expect(await dueIds(later(6))).toEqual([]);
  const changed = await again(before);
  expect(await ports.schedule.times(changed)).toEqual({ lastCheckedAt: later(1), nextCheckAt: later(7) });
  await ports.schedule.move(changed, later(8));
  expect((await again(before)).dueAt).toEqual(later(8));
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('a move to the same instant only notes the check', async () => {
  const before = await discover(ports);
  await ports.schedule.move(before, start, later(1));
  const { lastCheckedAt, nextCheckAt } = await ports.schedule.times(await again(before));
  expect([lastCheckedAt, nextCheckAt]).toEqual([later(1), start]);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('of two moves at once one holds, and a move of a state that has passed does nothing', async () => {
  const before = await discover(ports);
  await Promise.all([ports.schedule.move(before, later(3)), ports.schedule.move(before, later(4))]);
  const moved = await again(before);
  expect([later(3), later(4)]).toContainEqual(moved.dueAt);
  await ports.agreements.commit(change(moved, [checkRequested], { dueAt: later(7) }));
  await ports.schedule.move(moved, later(1));
  expect((await again(before)).dueAt).toEqual(later(7));
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('two sweeps that claim the same row leave one due row', async () => {
  const other = await storage.writer();
  const before = await discover(ports);
  const sweep = async ({ schedule, agreements }: StoragePorts) => {
    for (const row of await schedule.due(later(1), 10)) {
      const stored = await agreements.find(row.customerTenantId);
      if ((await schedule.claim(row, stored, later(1))) && stored) await schedule.move(stored, later(2));
    }
  };
  await Promise.all([sweep(ports), sweep(other)]);
  expect((await again(before)).dueAt).toEqual(later(2));
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

const described: EventData = {
  type: 'customerDescribed',
  ...{ companyName: 'Contoso', domain: 'contoso.com', country: 'US', resellerTenantId: null },
};
const nothing: EventData = { type: 'standingChecked', standing: { kind: 'none' } };
/** Customers that only wait for their next check, with the rows that are due. */
async function watched(count: number): Promise<{ stored: Stored; row: DueRow }[]> {
  const customers = await Promise.all(
    Array.from({ length: count }, async () => {
      const before = await discover(ports);
      await ports.agreements.commit(change(before, [described, nothing], { dueAt: later(1) }));
      return again(before);
    }),
  );
  const rows = await ports.schedule.due(later(1), 9999);
  return customers.map((stored) => {
    const row = rows.find(({ customerTenantId }) => customerTenantId === stored.record.customerTenantId);
    if (!row) throw new Error('The row is not due.');
    return { stored, row };
  });
}
async function oneWatched(): Promise<{ stored: Stored; row: DueRow }> {
  const [customer] = await watched(1);
  if (!customer) throw new Error('There is no customer.');
  return customer;
}
const moveTo = (dueAt: Date) => (row: DueRow) => ({ row, dueAt, checkedAt: later(1) });

test('rows tell what a check without news needs, and move on by the dozen without a look at their records', async () => {
  const customers = await watched(24);
  const rows = customers.map(({ row }) => row);
  expect(rows.every(({ watch }) => watch?.standing === 'none')).toBe(true);
  const writer = await storage.writer();
  writer.proxy.rule(() => 'pass');
  expect(await writer.schedule.rescheduleAll(rows.map(moveTo(later(8))))).toBe(24);
  expect(writer.proxy.count()).toBeLessThanOrEqual(16);
  for (const { stored } of customers) {
    const moved = await again(stored);
    expect(await ports.schedule.times(moved)).toEqual({ lastCheckedAt: later(1), nextCheckAt: later(8) });
  }
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('one row that others have moved does not hold up the rest, and of two sweeps one moves it', async () => {
  const customers = await watched(12);
  const rows = customers.map(({ row }) => row);
  await ports.schedule.rescheduleAll(rows.slice(0, 1).map(moveTo(later(5))));
  const other = await storage.writer();
  const moved = await Promise.all([
    ports.schedule.rescheduleAll(rows.map(moveTo(later(6)))),
    other.schedule.rescheduleAll(rows.map(moveTo(later(7)))),
  ]);
  expect(moved[0] + moved[1]).toBe(11);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('a row that moved while a commit was under way goes with the commit', async () => {
  const { stored, row } = await oneWatched();
  expect(await ports.schedule.rescheduleAll([moveTo(later(8))(row)])).toBe(1);
  // Read before the move, stored behind it.
  expect(await ports.agreements.commit(change(stored, [checkRequested], { dueAt: later(3) }))).toBe(
    'committed',
  );
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
  expect(await ports.schedule.rescheduleAll([moveTo(later(9))(row)])).toBe(0);
  expect((await again(stored)).dueAt).toEqual(later(3));
});

test('a note that is wrong is put right by the row that it should have named', async () => {
  const { stored, row } = await oneWatched();
  const { partitionKey } = row.handle as { partitionKey: string };
  const keys = { partitionKey, rowKey: `at|${row.customerTenantId}` };
  const note = { ...keys, mark: '0000000001.old', dueKey: 'nowhere' };
  await ports.schedule.rescheduleAll([moveTo(later(2))(row)]);
  await storage.tables.due.upsertEntity(note, 'Replace');
  for (const due of await ports.schedule.due(later(2), 99)) {
    expect(await ports.schedule.claim(due, await again(stored), later(2))).toBe(false);
  }
  expect((await again(stored)).dueAt).toEqual(later(2));
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('rows of a commit that may be under way are left alone', async () => {
  const writer = await storage.writer();
  const before = await discover(ports);
  writer.proxy.rule(({ body }) => (body.includes('/Customers') ? 'refuse' : 'pass'));
  const lost = change(before, [checkRequested], { dueAt: start });
  await expect(writer.agreements.commit(lost)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });

  const claims = async (now: Date) => {
    const rows = await ports.schedule.due(now, 10);
    return Promise.all(rows.map((row) => ports.schedule.claim(row, before, now)));
  };
  const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
  expect((await claims(minutes(14))).toSorted()).toEqual([false, true]);
  expect(await claims(minutes(14))).toHaveLength(2);
  await claims(minutes(16));
  expect(await claims(minutes(16))).toEqual([true]);
});

test('the last run is kept whole', async () => {
  expect(await ports.runs.last()).toBeUndefined();
  const tally = { due: 3, changed: 1, unchanged: 1, postponed: 0, failed: 1 };
  const run = { ...tally, startedAt: start, finishedAt: later(0.1), nextRunAt: null };
  await ports.runs.save({ ...run, due: 9 }, null);
  await ports.runs.save(run, null);
  expect(await ports.runs.last()).toEqual(run);
  expect(await dueIds(later(900))).toEqual([]);
});
