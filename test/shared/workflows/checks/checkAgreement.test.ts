import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { discoverCustomers } from '../../../../shared/workflows/discovery/discoverCustomers.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { readCustomer } from '../../../../shared/workflows/customers/readCustomer.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const hourMs = 3_600_000;
const ask = (world: World) => requestCheck(world, { customerTenantId: tenant, by });

describe('checkAgreement', () => {
  it('records what Microsoft says, with the ids of the call', async () => {
    const world = createWorld();
    expect(await checkAgreement(world, tenant)).toMatchObject({ kind: 'changed' });
    expect(world.record().status).toBe('required');
    const [last] = (await world.agreements.history(tenant, 1, 99)).slice(-1);
    expect(last?.microsoft).toEqual({ requestId: 'r', correlationId: 'c' });
  });

  describe('of an indirect provider', () => {
    const [before, after] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'];
    const provider = () => {
      const world = createWorld();
      const policy = { ...world.policy, partnerType: 'indirectProvider' as const };
      let reseller: string | Error = before;
      const described: (string | undefined)[] = [];
      const describeCustomer: World['partnerCenter']['describe'] = async (_id, _priority, part) => {
        described.push(part);
        if (reseller instanceof Error) throw reseller;
        return { country: part ? null : 'US', resellerTenantId: reseller };
      };
      const partnerCenter = { ...world.partnerCenter, describe: describeCustomer };
      return {
        ...{ world: { ...world, policy, partnerCenter }, described: () => described },
        moves: (to: string | Error) => void (reseller = to),
      };
    };
    const isSeenBy = (world: World, resellerTenantId: string) =>
      readCustomer(world, tenant, { resellerTenantId }).then(
        () => true,
        () => false,
      );

    it('takes the customer from one reseller to the next at a check that was asked for', async () => {
      const { world, moves } = provider();
      await ask(world);
      await checkAgreement(world, tenant);
      expect([await isSeenBy(world, before), await isSeenBy(world, after)]).toEqual([true, false]);
      moves(after);
      world.pass(hourMs);
      await ask(world);
      await checkAgreement(world, tenant);
      expect([await isSeenBy(world, before), await isSeenBy(world, after)]).toEqual([false, true]);
    });

    it('keeps what Microsoft said of the agreement where the reseller cannot be read', async () => {
      const { world, moves } = provider();
      moves(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'It does not answer.'));
      await ask(world);
      await checkAgreement(world, tenant);
      expect(world.record()).toMatchObject({ status: 'required', checkRequestedAt: null });
    });

    it('follows the customer at a check that nobody asked for, for one further call', async () => {
      const { world, described, moves } = provider();
      await checkAgreement(world, tenant);
      expect([world.questions.length, described().length]).toEqual([1, 1]);
      moves(after);
      world.pass(40 * 24 * hourMs);
      await checkAgreement(world, tenant);
      expect([await isSeenBy(world, before), await isSeenBy(world, after)]).toEqual([false, true]);
      expect(described().at(-1)).toBe('reseller');
      expect(world.record().country).toBe('US');
    });

    it.each([
      ['whose row knows the reseller', false],
      ['whose row is of an older version', true],
    ])('follows a customer in the sweep %s, and writes nothing for one that stays', async (_case, isOld) => {
      const { world, moves } = provider();
      await checkAgreement(world, tenant);
      const due = world.schedule.due.bind(world.schedule);
      if (isOld) {
        world.schedule.due = async (...given) =>
          (await due(...given)).map((row) => {
            const { resellerTenantId: _unknown, ...watch } = { ...row.watch };
            return { ...row, watch: row.watch && (watch as typeof row.watch) };
          });
      }
      const sweep = () => reconcileAgreements(world, { nextRunAt: null, report: () => undefined });
      const { version } = world.record();
      world.pass(40 * 24 * hourMs);
      expect(await sweep()).toMatchObject({ changed: 0, unchanged: 1 });
      expect(world.record().version).toBe(version);
      moves(after);
      world.pass(40 * 24 * hourMs);
      expect(await sweep()).toMatchObject({ changed: 1 });
      expect([await isSeenBy(world, before), await isSeenBy(world, after)]).toEqual([false, true]);
    });

    it('is asked again by a discovery that finds the customer in the list of another reseller', async () => {
      const { world, moves } = provider();
      await checkAgreement(world, tenant);
      const { companyName, domain } = world.record();
      const listed = { customerTenantId: tenant, companyName, domain, hasRelationship: true };
      let lists: ReadonlyMap<string, string> | undefined = new Map([[tenant, before]]);
      world.partnerCenter.customers = async () => ({ customers: [listed], position: null });
      world.partnerCenter.resellersOfCustomers = async () => {
        if (!lists) throw new AgreementError('PARTNER_CENTER_DENIED', 'No.');
        return lists;
      };
      expect(await discoverCustomers(world)).toMatchObject({ changed: 0 });
      moves(after);
      lists = undefined;
      world.pass(hourMs);
      expect(await discoverCustomers(world)).toMatchObject({ changed: 0 });
      lists = new Map([[tenant, after]]);
      world.pass(hourMs);
      expect(await discoverCustomers(world)).toMatchObject({ changed: 1 });
      await checkAgreement(world, tenant);
      expect([await isSeenBy(world, before), await isSeenBy(world, after)]).toEqual([false, true]);
      world.pass(hourMs);
      expect(await discoverCustomers(world)).toMatchObject({ changed: 0 });
    });
  });

  it('asks once for ten messages', async () => {
    const world = createWorld();
    for (let i = 0; i < 10; i += 1) await checkAgreement(world, tenant);
    expect(world.questions).toHaveLength(1);
  });

  it('asks again at once when an agent wishes it, and answers the wish once', async () => {
    const world = createWorld();
    await checkAgreement(world, tenant);
    world.pass(hourMs);
    await ask(world);
    await ask(world);
    for (let i = 0; i < 3; i += 1) await checkAgreement(world, tenant);
    expect(world.questions).toHaveLength(2);
    expect(world.record().checkRequestedAt).toBeNull();
  });

  // Half a second: what was seen on a slow machine, where a signatory accepted after the question had gone out.
  it.each([500, 5_000])(
    'does not answer who asks %i ms later, while a look is under way, with what Microsoft said before',
    async (ms) => {
      const world = createWorld();
      await ask(world);
      const observe: World['partnerCenter']['observe'] = async (...asked) => {
        const before = await world.partnerCenter.observe(...asked);
        world.pass(ms);
        await ask(world);
        return before;
      };
      await checkAgreement({ ...world, partnerCenter: { ...world.partnerCenter, observe } }, tenant);
      expect(world.record().checkRequestedAt).toEqual(world.clock.now());
      await checkAgreement(world, tenant);
      expect(world.record().checkRequestedAt).toBeNull();
      expect(world.questions).toHaveLength(2);
    },
  );

  it('writes nothing without news, but looks later', async () => {
    const world = createWorld();
    await checkAgreement(world, tenant);
    const { version } = world.record();
    world.pass(31 * 24 * hourMs);
    expect(await checkAgreement(world, tenant)).toMatchObject({ kind: 'unchanged' });
    expect(world.record().version).toBe(version);
    expect(world.dueAt() > world.clock.now()).toBe(true);
    expect(await checkAgreement(world, tenant)).toEqual({ kind: 'notDue' });
  });

  it('says that Partner Center does not answer, keeps the wish, and takes it back when it does', async () => {
    const world = createWorld();
    await checkAgreement(world, tenant);
    world.pass(hourMs);
    await ask(world);
    world.microsoftSays(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'No answer.'));
    expect(await checkAgreement(world, tenant)).toMatchObject({ kind: 'postponed', delayMs: 30_000 });
    expect(world.record()).toMatchObject({ status: 'unknown', failedCheck: { reason: 'unavailable' } });
    expect(world.record().checkRequestedAt).not.toBeNull();
    world.microsoftSays({ kind: 'read', signedDirectly: false, confirmed: [] });
    world.pass(30_000);
    await checkAgreement(world, tenant);
    expect(world.record()).toMatchObject({ status: 'required', failedCheck: null, checkRequestedAt: null });
  });

  it('asks again within minutes when the failure was ours, and does not pretend to have looked', async () => {
    const world = createWorld();
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await checkAgreement(world, tenant);
    const { checkedAt } = world.record();
    world.pass(365 * 24 * hourMs);
    world.microsoftSays({ kind: 'unreadable', reason: 'signInFailed' });
    await checkAgreement(world, tenant);
    expect([world.record().status, world.record().checkedAt]).toEqual(['accepted', checkedAt]);
    expect(world.dueAt().getTime() - world.clock.now().getTime()).toBe(15 * 60_000);
  });

  it.each([
    'PARTNER_CENTER_THROTTLED',
    'PARTNER_CENTER_UNAVAILABLE',
    'PARTNER_CENTER_SIGN_IN_FAILED',
  ] as const)('puts the check off on %s, loses nothing, and changes nothing that was known', async (code) => {
    const world = createWorld();
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await checkAgreement(world, tenant);
    await ask(world);
    world.microsoftSays(new AgreementError(code, 'Not now.', { retryAfterMs: 57_000 }));
    expect(await checkAgreement(world, tenant)).toEqual({ kind: 'postponed', code, delayMs: 57_000 });
    expect([world.record().status, world.record().checkRequestedAt]).toEqual(['accepted', expect.any(Date)]);
    expect(world.dueAt().getTime() - world.clock.now().getTime()).toBe(87_000);
  });

  it('does not know when Partner Center refuses the question itself', async () => {
    const world = createWorld();
    const microsoft = { requestId: 'r', correlationId: 'ab993325-1605-4cf4-bac4-fb584142a31b' };
    world.microsoftSays(new AgreementError('PARTNER_CENTER_REFUSED', 'Refused.', { microsoft }));
    await checkAgreement(world, tenant);
    // The first state says so already: nobody has been able to ask.
    expect(world.record()).toMatchObject({ status: 'unknown', standing: { reason: 'refused' } });
    const [last] = (await world.agreements.history(tenant, 1, 99)).slice(-1);
    expect(last?.microsoft).toEqual(microsoft);
  });

  it('gives a wish made while Microsoft was asked a look of its own', async () => {
    const world = createWorld();
    world.beforeNextCommit(() => ask(world));
    await checkAgreement(world, tenant);
    expect(world.record().checkRequestedAt).not.toBeNull();
    await checkAgreement(world, tenant);
    expect(world.record()).toMatchObject({ status: 'required', checkRequestedAt: null });
    expect(world.questions).toHaveLength(2);
  });

  it('does not let an older answer take back an acceptance that was heard meanwhile', async () => {
    const world = createWorld();
    world.beforeNextCommit(async () => {
      world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
      await checkAgreement(world, tenant);
    });
    await checkAgreement(world, tenant);
    expect(world.record().status).toBe('accepted');
  });
});
