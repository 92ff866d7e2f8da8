import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countTrends, noTrends } from '../../../../shared/domain/activity/trend.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';
import { listActivity, type ActivityFilter } from '../../../../shared/workflows/activity/listActivity.ts';
import {
  readCensus,
  readResellers,
  readTrends,
} from '../../../../shared/workflows/activity/readStatistics.ts';
import { refreshStatistics } from '../../../../shared/workflows/activity/refreshStatistics.ts';
import { startMemoryStorage } from '../../../fakes/tables/memoryStorage.ts';
import {
  change,
  day,
  discover,
  found,
  start,
  type BreakableStorage,
} from '../../adapters/storage/testStorage.ts';

const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const staff = { resellerTenantId: null };
const everything: ActivityFilter = { since: null, until: null, types: [], actor: null };

let storage: BreakableStorage;
let ports: Awaited<ReturnType<BreakableStorage['writer']>>;
const needs = () => ({ ...ports, clock: storage.clock });

beforeAll(async () => {
  storage = await startMemoryStorage();
  ports = await storage.writer();
});
beforeEach(async () => {
  await storage.clear();
  storage.clock.set(start);
  ports.proxy.rule(() => 'pass');
});
afterAll(() => storage.stop());

const at = (days: number): Date => new Date(start.getTime() + days * day);
const none: EventData = { type: 'standingChecked', standing: { kind: 'none' } };
const accepted: EventData = {
  type: 'standingChecked',
  standing: {
    kind: 'accepted',
    acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
  },
};
const invited = (createdAt: Date): EventData => ({
  ...{ type: 'invitationCreated', number: 1, kind: 'existingCustomer', delivery: 'link' },
  ...{
    recipient: { firstName: 'Åsa', lastName: null, email: 'asa@contoso.com', phone: null },
    language: 'en',
    note: null,
  },
  ...{ expiresAt: new Date(createdAt.getTime() + 30 * day), operationId: null },
});
const opened: EventData = { type: 'invitationOpened', number: 1 };
const ofReseller = (resellerTenantId: string | null): EventData => ({
  ...{ type: 'customerDescribed', companyName: 'Contoso', domain: 'contoso.com', country: 'US' },
  resellerTenantId,
});

/** A customer whose steps happen on the given days. */
async function customer(...steps: readonly (readonly [days: number, ...EventData[]])[]): Promise<string> {
  const { record } = await discover(ports);
  for (const [days, ...happenings] of steps) {
    storage.clock.set(at(days));
    const before = await found(ports.agreements, record.customerTenantId);
    await ports.agreements.commit(change(before, happenings, { at: at(days) }));
  }
  return record.customerTenantId;
}

async function walk(
  filter: ActivityFilter,
  size: number,
  sight: { resellerTenantId: string | null } = staff,
) {
  const found: string[] = [];
  let position: string | null = null;
  do {
    const page = await listActivity(needs(), filter, { sight, size, position });
    expect(page.items.length).toBeLessThanOrEqual(size);
    found.push(...page.items.map(({ event }) => `${event.at.toISOString().slice(0, 10)} ${event.what.type}`));
    ({ position } = page);
  } while (position !== null);
  return found;
}

describe('the activity of all customers', () => {
  it('is newest first over months, whole in pages of every size, and what a filter wants', async () => {
    await customer([1, none], [40, invited(at(40)), none], [41, opened]);
    await customer([2, none], [70, accepted]);
    const all = [
      ...['2026-05-11 standingChecked', '2026-04-12 invitationOpened', '2026-04-11 standingChecked'],
      ...['2026-04-11 invitationCreated', '2026-03-04 standingChecked', '2026-03-03 standingChecked'],
      ...['2026-03-02 customerDiscovered', '2026-03-02 customerDiscovered'],
    ];
    for (const size of [1, 2, 3, 5, 100]) expect(await walk(everything, size)).toEqual(all);
    expect(await walk({ ...everything, since: at(40), until: at(70) }, 2)).toEqual(all.slice(1, 4));
    const types = ['invitationCreated', 'invitationOpened'];
    expect(await walk({ ...everything, types }, 1)).toEqual([all[1], all[3]]);
    expect(await walk({ ...everything, actor: 'customer' }, 5)).toEqual([]);
    expect(await walk({ ...everything, actor: 'system' }, 5)).toEqual(all);
  });

  it('has no step that was not stored, whether a conflict or a crash left its row', async () => {
    const id = await customer([1, none]);
    const before = await found(ports.agreements, id);
    ports.proxy.rule(({ url, method }) =>
      url === '/Customers' && method !== 'GET' ? 'loseRequest' : 'pass',
    );
    await ports.agreements.commit(change(before, [accepted], { at: at(2) })).catch(() => undefined);
    ports.proxy.rule(() => 'pass');
    await storage.settled();
    expect(await walk(everything, 10)).toEqual([
      '2026-03-03 standingChecked',
      '2026-03-02 customerDiscovered',
    ]);
    const counted = async (day: number) => {
      storage.clock.set(at(day));
      await refreshStatistics(needs());
      return (await readTrends(needs(), { from: '2026-03-02', to: '2026-03-02' }, staff)).weeks;
    };
    await counted(2);
    const weeks = await counted(20);
    expect(weeks).toEqual([{ start: '2026-03-02', counts: noTrends }]);
  });

  it('of a customer that went to another reseller is that one’s alone', async () => {
    await customer([1, ofReseller(reseller)], [2, ofReseller('11111111-f5f3-4528-93a9-c16c6373cb59')]);
    await customer([3, ofReseller(reseller)]);
    expect(await walk(everything, 10, { resellerTenantId: reseller })).toEqual([
      '2026-03-05 customerDescribed',
      '2026-03-02 customerDiscovered',
    ]);
  });
});

describe('statistics', () => {
  const range = { from: '2026-03-02', to: '2026-03-15' };

  it('count each step and each acceptance once, however often they are refreshed', async () => {
    await customer(
      [1, none],
      [2, ofReseller(reseller), invited(at(2))],
      [3, opened],
      [9, accepted],
      [10, accepted],
    );
    await customer([2, invited(at(2))]);
    storage.clock.set(at(20));
    for (let time = 0; time < 3; time += 1) await refreshStatistics(needs());
    const { asOf, weeks } = await readTrends(needs(), range, staff);
    expect(asOf).toEqual(at(20));
    expect(weeks).toEqual([
      { start: '2026-03-02', counts: countTrends(['invited', 'invited', 'opened']) },
      { start: '2026-03-09', counts: countTrends(['acceptedDirectly']) },
    ]);
    const own = await readTrends(needs(), range, { resellerTenantId: reseller });
    expect(own.weeks.map(({ counts }) => counts.invited)).toEqual([1, 0]);
    const { census } = await readCensus(needs(), staff);
    expect(census?.byStatus).toMatchObject({ accepted: 1, invited: 1 });
    expect(census?.ages).toEqual({ invited: [0, 0, 1, 0] });
    const { resellers } = await readResellers(needs());
    expect([...resellers].map(([id, { byStatus }]) => [id, byStatus.accepted])).toEqual([[reseller, 1]]);
  });

  it('go on where they were, also for a day that was counted while it lasted', async () => {
    await customer([2, invited(at(2))]);
    await refreshStatistics(needs());
    await customer([2, invited(at(2))]);
    storage.clock.set(at(2));
    await refreshStatistics(needs());
    await customer([3, invited(at(3))]);
    await refreshStatistics(needs());
    const { weeks } = await readTrends(needs(), { from: '2026-03-02', to: '2026-03-08' }, staff);
    expect(weeks).toEqual([{ start: '2026-03-02', counts: countTrends(['invited', 'invited', 'invited']) }]);
  });

  it('are made at the first look of a new installation, and one look reads a few rows of them', async () => {
    await customer([2, invited(at(2))]);
    expect((await readTrends(needs(), range, staff)).weeks[0]?.counts.invited).toBe(1);
    ports.proxy.rule(() => 'pass');
    await readTrends(needs(), range, staff);
    expect(ports.proxy.count()).toBe(2);
  });

  it('forget a reseller that has no customer any more', async () => {
    const id = await customer([1, ofReseller(reseller)]);
    await refreshStatistics(needs());
    const before = await found(ports.agreements, id);
    await ports.agreements.commit(change(before, [ofReseller(null)], { at: at(2) }));
    await refreshStatistics(needs());
    expect((await readResellers(needs())).resellers).toEqual(new Map());
  });
});
