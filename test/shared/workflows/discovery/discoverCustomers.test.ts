import { beforeEach, describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { discoverCustomers } from '../../../../shared/workflows/discovery/discoverCustomers.ts';
import { discovery } from '../../../../shared/workflows/connection/probes/work.ts';
import type { ConnectionNeeds } from '../../../../shared/workflows/ports/connectionPorts.ts';
import type { DiscoveredCustomer } from '../../../../shared/workflows/ports/discoveryPorts.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const pageSize = 50;
let world: World;
let list: DiscoveredCustomer[];
let finds: number;
let pagesAsked: number;

const idOf = (number: number) => `${number.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
const customer = (number: number): DiscoveredCustomer => ({
  customerTenantId: idOf(number),
  companyName: `Contoso ${String(number)}`,
  domain: `contoso${String(number)}.example`,
  hasRelationship: true,
});

beforeEach(() => {
  world = createWorld();
  list = Array.from({ length: 220 }, (_, index) => customer(index * 2));
  [finds, pagesAsked] = [0, 0];
  world.partnerCenter.customers = async (position) => {
    pagesAsked += 1;
    const from = Number(position ?? 0);
    const end = from + pageSize;
    return { customers: list.slice(from, end), position: end < list.length ? String(end) : null };
  };
  const { current } = world.agreements;
  world.agreements.current = (id) => {
    finds += 1;
    return current(id);
  };
});

describe('discoverCustomers', () => {
  it('starts a record for everybody, and afterwards reads nobody who is known', async () => {
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, added: 220, page: 6 });
    finds = 0;
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, added: 0, changed: 0, lost: 0 });
    expect(finds).toBe(0);
  });

  it('reads only who is new or gone when all the others move on', async () => {
    await discoverCustomers(world);
    list.splice(5, 0, customer(1));
    list.splice(130, 2);
    finds = 0;
    expect(await discoverCustomers(world)).toMatchObject({ added: 1, changed: 0, lost: 2 });
    // The new one once, those that are gone twice: to see whether a check would be news, and to ask for it.
    expect(finds).toBeLessThanOrEqual(1 + 2 * 2);
  });

  it('goes on where it stopped, and keeps what it had counted', async () => {
    const { customers } = world.partnerCenter;
    world.partnerCenter.customers = async (position) => {
      if (position === '100') throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Not now.');
      return customers(position);
    };
    await expect(discoverCustomers(world)).rejects.toThrow('Not now.');
    expect(await world.discoveries.progress()).toMatchObject({ seen: 100, finishedAt: null });
    world.partnerCenter.customers = customers;
    pagesAsked = 0;
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, added: 220 });
    expect(pagesAsked).toBe(3);
  });

  it('stops in time, for the next run to go on', async () => {
    const { customers } = world.partnerCenter;
    world.partnerCenter.customers = async (position) => {
      world.pass(5 * 60_000);
      return customers(position);
    };
    expect(await discoverCustomers(world)).toMatchObject({ seen: 100, finishedAt: null });
    await discoverCustomers(world);
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, finishedAt: world.clock.now() });
  });

  it('begins anew when its position has run out', async () => {
    const position = 'of another day';
    const begun = { startedAt: world.clock.now(), finishedAt: null, position, page: 3 };
    const counts = { seen: 100, added: 100, changed: 0, lost: 0, hasMissed: false, landmark: null };
    await world.discoveries.save({ ...begun, ...counts });
    const { customers } = world.partnerCenter;
    world.partnerCenter.customers = async (from) => {
      if (from === position) throw new AgreementError('PARTNER_CENTER_REFUSED', 'Old.');
      return customers(from);
    };
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, added: 220 });
  });

  it.each(['PARTNER_CENTER_UNAVAILABLE', 'PARTNER_CENTER_DENIED'] as const)(
    'gives a position up that keeps failing, asks for page one, and says until then that it is behind (%s)',
    async (code) => {
      const { customers } = world.partnerCenter;
      let asked: (string | null)[] = [];
      world.partnerCenter.customers = async (from) => {
        asked.push(from);
        if (from === '100') throw new AgreementError(code, 'Not from here.');
        return customers(from);
      };
      for (let run = 0; run < 3; run += 1) await discoverCustomers(world).catch(() => undefined);
      asked = [];
      await discoverCustomers(world).catch(() => undefined);
      expect(asked[0]).toBeNull();
      expect((await discovery.look(world as unknown as ConnectionNeeds)).condition).toBe('discoveryBehind');
      world.partnerCenter.customers = customers;
      expect(await discoverCustomers(world)).toMatchObject({ seen: 220, failing: undefined });
      expect((await discovery.look(world as unknown as ConnectionNeeds)).condition).toBe('discoveryRuns');
    },
  );

  it('gives a position up that has failed for a day', async () => {
    const { customers } = world.partnerCenter;
    const asked: (string | null)[] = [];
    world.partnerCenter.customers = async (from) => {
      asked.push(from);
      if (from === '50') throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Not from here.');
      return customers(from);
    };
    await expect(discoverCustomers(world)).rejects.toThrow('Not from here.');
    world.pass(24 * 3_600_000);
    await expect(discoverCustomers(world)).rejects.toThrow('Not from here.');
    expect(asked).toEqual([null, '50', null, '50']);
  });

  it('follows a changed name, and leaves the rest of the record as it was', async () => {
    list = [{ ...customer(0), customerTenantId: tenant, companyName: 'Tailspin Games' }];
    expect(await discoverCustomers(world)).toMatchObject({ added: 0, changed: 1 });
    const { companyName, country } = world.record();
    expect([companyName, country]).toEqual(['Tailspin Games', 'US']);
  });

  it('has a customer checked whose relationship has ended, once', async () => {
    await discoverCustomers(world);
    list = list.map((one, index) => (index === 7 ? { ...one, hasRelationship: false } : one));
    expect(await discoverCustomers(world)).toMatchObject({ lost: 1 });
    expect(world.record(idOf(14)).checkRequestedAt).toEqual(world.clock.now());
    expect(await discoverCustomers(world)).toMatchObject({ lost: 0 });
  });

  it('has a customer checked who is not in the list any more, once, wherever the others have moved to', async () => {
    await discoverCustomers(world);
    const [vanished] = list.splice(7, 1);
    list.splice(120, 0, customer(241), customer(243));
    expect(await discoverCustomers(world)).toMatchObject({ added: 2, changed: 0, lost: 1 });
    expect(world.record(vanished?.customerTenantId).checkRequestedAt).toEqual(world.clock.now());
    const others = await Promise.all(list.map((one) => world.agreements.find(one.customerTenantId)));
    expect(others.every((stored) => stored?.record.checkRequestedAt === null)).toBe(true);
    expect(await discoverCustomers(world)).toMatchObject({ lost: 0 });
  });

  it('finds who has vanished with the last pages, or while it was stopped half way', async () => {
    await discoverCustomers(world);
    list.splice(140);
    const { customers } = world.partnerCenter;
    world.partnerCenter.customers = async (position) => {
      if (position === '100') throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Not now.');
      return customers(position);
    };
    await expect(discoverCustomers(world)).rejects.toThrow('Not now.');
    world.partnerCenter.customers = customers;
    expect(await discoverCustomers(world)).toMatchObject({ lost: 80 });
    expect(await discoverCustomers(world)).toMatchObject({ lost: 0, changed: 0, added: 0 });
  });

  it('asks about no more than a minute allows when the list is empty by mistake, and recovers', async () => {
    list = Array.from({ length: 1200 }, (_, index) => customer(index));
    await discoverCustomers(world);
    const whole = list;
    list = [];
    expect(await discoverCustomers(world)).toMatchObject({ seen: 0, lost: 500 });
    list = whole;
    expect(await discoverCustomers(world)).toMatchObject({ seen: 1200, added: 0, changed: 0, lost: 0 });
    expect(await discoverCustomers(world)).toMatchObject({ lost: 0 });
  });

  it('has a customer checked who comes back, with the name it has by then', async () => {
    world.microsoftSays({ kind: 'unreadable', reason: 'customerNotFound' });
    list = [{ ...customer(0), customerTenantId: tenant }];
    await discoverCustomers(world);
    await reconcileAgreements(world, { nextRunAt: null, report: () => undefined });
    expect(world.record().failedCheck?.reason).toBe('customerNotFound');
    list = [];
    await discoverCustomers(world);
    world.pass(1000);
    list = [{ ...customer(0), customerTenantId: tenant, companyName: 'Tailspin Games' }];
    expect(await discoverCustomers(world)).toMatchObject({ added: 0, changed: 1 });
    expect(world.record().companyName).toBe('Tailspin Games');
    expect(world.record().checkRequestedAt).toEqual(world.clock.now());
  });

  it('takes no name away where the list tells none', async () => {
    await discoverCustomers(world);
    list = list.map((one) => ({ ...one, companyName: '', domain: '' }));
    expect(await discoverCustomers(world)).toMatchObject({ changed: 0, lost: 0 });
    expect(world.record(idOf(14)).companyName).toBe('Contoso 14');
  });

  it('starts one record for a customer who comes twice, on a page or on two', async () => {
    list = [customer(0), customer(2), customer(2), ...Array.from({ length: 60 }, (_, i) => customer(i * 2))];
    expect(await discoverCustomers(world)).toMatchObject({ seen: 63, added: 60, lost: 0 });
    expect(await discoverCustomers(world)).toMatchObject({ seen: 63, added: 0, changed: 0, lost: 0 });
    expect(await world.agreements.history(idOf(2), 1, 9)).toHaveLength(1);
  });

  it('goes on behind an empty page', async () => {
    const { customers } = world.partnerCenter;
    world.partnerCenter.customers = async (position) =>
      position === null ? { customers: [], position: '0' } : customers(position);
    expect(await discoverCustomers(world)).toMatchObject({ seen: 220, added: 220, page: 7 });
  });

  it.each([1, 2, 5, 13])(
    'notices a list that leads in a circle of %i pages, and begins anew',
    async (circle) => {
      const { customers } = world.partnerCenter;
      world.partnerCenter.customers = async (position) => {
        const page = await customers(String((Number(position ?? 0) % 4) * pageSize));
        const next = Number(position ?? 0) + 1;
        return { ...page, position: String(next >= 3 + circle ? 3 : next) };
      };
      pagesAsked = 0;
      await expect(discoverCustomers(world)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
      expect(pagesAsked).toBeLessThan(50);
      world.partnerCenter.customers = customers;
      expect(await discoverCustomers(world)).toMatchObject({ page: 6, seen: 220 });
    },
  );

  it('is harmless twice at once', async () => {
    await Promise.all([discoverCustomers(world), discoverCustomers(world)]);
    const histories = await Promise.all(
      list.map((one) => world.agreements.history(one.customerTenantId, 1, 9)),
    );
    expect(histories.every(({ length }) => length === 1)).toBe(true);
  });
});
