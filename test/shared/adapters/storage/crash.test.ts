import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createListings } from '../../../../shared/adapters/storage/customers/listings.ts';
import { plan, store } from '../../../../shared/adapters/storage/customers/commit.ts';
import type { StoragePorts } from '../../../../shared/adapters/storage/storage.ts';
import type { Stored } from '../../../../shared/workflows/ports/recordPorts.ts';
import type { Fate } from '../../../fault/proxies/tableProxy.ts';
import { dump, findBreaches, findDangers } from './invariants.ts';
import {
  change,
  discover,
  found,
  newTenantId,
  quiesce,
  start,
  startTestStorage,
  type BreakableStorage,
} from './testStorage.ts';
import { atRest } from '../../../fakes/atRest.ts';
import { startMemoryStorage } from '../../../fakes/tables/memoryStorage.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

const accepted: EventData = {
  type: 'standingChecked',
  standing: {
    kind: 'accepted',
    acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
  },
};
/** What a crash leaves behind may stay this long. */
const repaired = new Date(start.getTime() + 15 * 60_000 + 1);

let storage: BreakableStorage;
/** Runs tests on a storage that is empty before each of them. */
function within(begin: () => Promise<BreakableStorage>, tests: () => void): () => void {
  return () => {
    beforeAll(async () => {
      storage = await begin();
    });
    beforeEach(() => storage.clear());
    afterAll(() => storage.stop());
    tests();
  };
}

type Case = { name: string; begin: boolean; happening: EventData; dueAt?: Date };
const renamed: EventData = {
  type: 'customerDescribed',
  ...{ companyName: 'Contoso Nord', domain: 'nord.example', country: 'NO', resellerTenantId: 'r-1' },
};
const cases: Case[] = [
  { name: 'a new customer', begin: true, happening: accepted },
  { name: 'a new status', begin: false, happening: accepted },
  { name: 'a new status that is due at once', begin: false, happening: accepted, dueAt: start },
  { name: 'a new name', begin: false, happening: renamed },
  { name: 'no new status', begin: false, happening: { type: 'checkRequested' } },
];

type LastReply = 'delivered' | 'lost';

async function crashAfterEachRequest({ begin, happening, dueAt }: Case, lastReply: LastReply): Promise<void> {
  const healthy = await storage.writer();
  let forwarded = 0;
  for (let done = false; !done; forwarded += 1) {
    await storage.clear();
    const crashing = await storage.writer();
    const tenantId = newTenantId();
    const before: Stored | undefined = begin ? undefined : await discover(healthy, tenantId);
    crashing.proxy.rule(({ number }) => {
      if (number > forwarded) return 'loseRequest';
      return number === forwarded && lastReply === 'lost' ? 'loseReply' : 'pass';
    });
    const details = { ...(dueAt && { dueAt }), receiptId: 'r', mailId: 'm' };
    const commit = before
      ? crashing.agreements.commit(change(before, [happening], details))
      : discover(crashing, tenantId, { dueAt: new Date(start.getTime() + 1e9) });
    await commit.catch(() => undefined);
    await storage.settled();
    done = crashing.proxy.count() <= forwarded;

    expect(findDangers(await dump(storage.tables))).toEqual([]);
    await quiesce(healthy, repaired);
    expect(findBreaches(await dump(storage.tables))).toEqual([]);
  }
  // Due row, record and tidying up at the least.
  expect(forwarded).toBeGreaterThan(3);
}

const soon = new Date(start.getTime() + 5 * 60_000);
const inAMonth = new Date(start.getTime() + 30 * 86_400_000);
type Next = (writer: StoragePorts, now: Stored) => Promise<unknown>;
const commits: Next = async ({ agreements }, now) => {
  expect(await agreements.commit(change(now, [{ type: 'checkRequested' }]))).toBe('committed');
};
const moves: Next = ({ schedule }, now) => schedule.move(now, inAMonth, start);
const nexts: [string, Next, Date][] = [
  ['the next commit goes through', commits, inAMonth],
  ['the next commit of a record that was due soon goes through', commits, soon],
  ['a record moves on', moves, inAMonth],
  ['a record that was due soon moves on', moves, soon],
];

async function crashThen([, next, dueAt]: (typeof nexts)[number]): Promise<void> {
  const healthy = await storage.writer();
  for (let forwarded = 1; forwarded <= 7; forwarded += 1) {
    const crashing = await storage.writer();
    const { record } = await discover(healthy, undefined, { dueAt: inAMonth });
    const before = await found(crashing.agreements, record.customerTenantId);
    crashing.proxy.rule(({ number }) => (number > forwarded ? 'loseRequest' : 'pass'));
    await crashing.agreements.commit(change(before, [accepted], { dueAt })).catch(() => undefined);
    await storage.settled();
    await next(healthy, await found(healthy.agreements, record.customerTenantId));
  }
  await quiesce(healthy, repaired);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
}

const repairs = ({ name }: Case, lastReply: LastReply) =>
  `a crash after any request of a commit with ${name} is repaired within a quarter of an hour (last reply ${lastReply})`;
const leaves = ([name]: (typeof nexts)[number]) =>
  `after a crash ${name}, and the sweep removes what the crash left`;

describe(
  'on tables in memory',
  within(startMemoryStorage, () => {
    for (const one of cases) {
      for (const lastReply of ['delivered', 'lost'] as const) {
        test(repairs(one, lastReply), () => crashAfterEachRequest(one, lastReply));
      }
    }
    for (const next of nexts) test(leaves(next), () => crashThen(next));
    otherCrashes();
  }),
);

// The real table refuses what the one in memory refuses (memoryTable.test.ts). Two cases show that it goes the same way there.
describe(
  'on Azurite',
  within(startTestStorage, () => {
    const [newCustomer, newStatus] = cases;
    if (!newCustomer || !newStatus) throw new Error('no cases');
    test(repairs(newCustomer, 'delivered'), () => crashAfterEachRequest(newCustomer, 'delivered'));
    test(repairs(newStatus, 'lost'), () => crashAfterEachRequest(newStatus, 'lost'));
  }),
);

function otherCrashes(): void {
  test('where the crash came behind the record, all is right again after a minute', async () => {
    const healthy = await storage.writer();
    const aMinute = new Date(start.getTime() + 60_000);
    let seen = 0;
    for (let forwarded = 1; forwarded <= 7; forwarded += 1) {
      await storage.clear();
      const crashing = await storage.writer();
      const before = await discover(healthy, undefined, { dueAt: inAMonth });
      crashing.proxy.rule(({ number }) => (number > forwarded ? 'loseRequest' : 'pass'));
      await crashing.agreements.commit(change(before, [accepted])).catch(() => undefined);
      await storage.settled();
      const { record } = await found(healthy.agreements, before.record.customerTenantId);
      if (record.version === before.record.version) continue;
      if (findBreaches(await dump(storage.tables)).length > 0) seen += 1;
      await quiesce(healthy, aMinute);
      expect(findBreaches(await dump(storage.tables))).toEqual([]);
    }
    expect(seen).toBeGreaterThan(1);
  });

  test('a commit that slept while the sweep took its rows away fails instead of losing its rows', async () => {
    const sleeper = await storage.writer();
    const awake = await storage.writer();
    const before = await discover(awake);
    const wake = gate();
    const asleep = gate();
    sleeper.proxy.rule(async ({ body }): Promise<Fate> => {
      if (!body.includes('/Customers')) return 'pass';
      asleep.open();
      await wake.opened;
      return 'pass';
    });
    const commit = sleeper.agreements.commit(change(before, [accepted]));
    await asleep.opened;
    await quiesce(awake, repaired);
    wake.open();
    expect(await commit).toBe('conflict');
    expect((await found(awake.agreements, before.record.customerTenantId)).record).toEqual(before.record);
    expect(findBreaches(await dump(storage.tables))).toEqual([]);
  });

  test('the check itself fails for a writer that stores the record first and crashes', async () => {
    const writer = await storage.writer();
    const { clock, tables } = storage;
    const needs = { tables, listings: createListings(tables.byStatus), clock, atRest, newId: () => 'x' };
    const before = await discover(writer);
    expect(await store(needs, plan(needs, change(before, [accepted])))).toBe('committed');
    const { customerTenantId } = before.record;
    expect(findDangers(await dump(storage.tables))).toEqual([
      `${customerTenantId}: not listed`,
      `${customerTenantId}: no due row in time`,
    ]);
    await quiesce(writer);
    expect(findBreaches(await dump(storage.tables))).toContain(`${customerTenantId}: 0 listings`);
  });

  test('the check itself sees a changed event, a lost event, a wrong count and a loose receipt', async () => {
    const writer = await storage.writer();
    const before = await discover(writer);
    await writer.agreements.commit(change(before, [{ type: 'checkRequested' }]));
    const whole = await dump(storage.tables);
    expect(findBreaches(whole)).toEqual([]);
    const { customers, byStatus } = whole;
    const tampered = customers.map((row) =>
      row.rowKey?.startsWith('evt|')
        ? { ...row, json: String(row['json']).replace('Contoso', 'Fabrikam') }
        : row,
    );
    expect(findBreaches({ ...whole, customers: tampered })).not.toEqual([]);
    const lost = customers.filter(({ rowKey }) => rowKey !== 'evt|0000000002');
    expect(findBreaches({ ...whole, customers: lost })).not.toEqual([]);
    const miscounted = byStatus.map((row) => (row.rowKey === '!n' ? { ...row, count: 7 } : row));
    expect(findBreaches({ ...whole, byStatus: miscounted })).not.toEqual([]);
    const loose = customers.map((row) => ({ ...row, rowKey: 'op|receipt|x', mark: 'nobody' })).slice(0, 1);
    expect(findBreaches({ ...whole, customers: [...customers, ...loose] })).not.toEqual([]);
  });
}

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
