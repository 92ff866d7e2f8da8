import { describe, expect, it } from 'vitest';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const by = { kind: 'agent', id: 'oid' } as const;
const recipient = { firstName: null, lastName: null, email: 'tania@tailspintoys.example', phone: null };
const dayMs = 24 * 3_600_000;
const failures: unknown[] = [];
const sweep = (world: World) =>
  reconcileAgreements(world, { nextRunAt: null, report: (failure) => void failures.push(failure) });
const invite = (world: World, delivery: 'email' | 'link') =>
  inviteCustomer(world, {
    customerTenantId: tenant,
    request: { kind: 'existingCustomer', delivery, recipient, language: null, note: null },
    by,
  });

/** That many more customers, all due; gives the ids of everybody. */
async function addCustomers(world: World, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `${String(at).padStart(8, '0')}${tenant.slice(8)}`);
  const before = await world.agreements.find(tenant);
  if (!before) throw new Error('The world has a customer.');
  for (const customerTenantId of ids) {
    await world.agreements.commit({
      before: undefined,
      after: { ...before.record, customerTenantId },
      ...{ events: [], mails: [], receipt: null, dueAt: world.clock.now() },
    });
  }
  return [tenant, ...ids];
}

describe('reconcileAgreements', () => {
  it('does by itself what lost messages were meant to start', async () => {
    const world = createWorld();
    await sweep(world);
    await invite(world, 'email');
    expect(await sweep(world)).toMatchObject({ due: 0 });
    world.pass(30_000);
    expect(await sweep(world)).toMatchObject({ due: 1, changed: 1 });
    expect(world.outbox).toHaveLength(1);
  });

  it('finds the acceptance of an invited customer within the hour', async () => {
    const world = createWorld();
    await sweep(world);
    await invite(world, 'link');
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    world.pass(3_600_000);
    await sweep(world);
    expect(world.record().status).toBe('accepted');
  });

  it('lets a direct acceptance lapse on the day of a cut-off that concerns it, and none first seen later', async () => {
    const world = createWorld();
    Object.assign(world.policy, {
      reacceptanceCutoff: new Date('2026-04-01T00:00:00Z'),
      cutoffCoversDirect: true,
    });
    const accepted = { kind: 'read', signedDirectly: true, confirmed: [] } as const;
    world.microsoftSays(accepted);
    await sweep(world);
    expect(world.record().status).toBe('accepted');
    expect(world.dueAt()).toEqual(world.policy.reacceptanceCutoff);
    world.pass(world.dueAt().getTime() - world.clock.now().getTime());
    await sweep(world);
    expect(world.record().status).toBe('reacceptanceRequired');
    expect(readiness(world.record())).toMatchObject({ canOrder: false, nextAction: 'attest' });
    const later = createWorld();
    Object.assign(later.policy, {
      reacceptanceCutoff: new Date('2026-03-01T00:00:00Z'),
      cutoffCoversDirect: true,
    });
    later.microsoftSays(accepted);
    await sweep(later);
    expect(later.record().status).toBe('accepted');
  });

  it('lets an invitation expire', async () => {
    const world = createWorld();
    await sweep(world);
    await invite(world, 'link');
    for (let day = 0; day < 30; day += 1) {
      world.pass(dayMs);
      await sweep(world);
    }
    await sweep(world);
    expect(world.record().status).toBe('expired');
  });

  it('moves customers without news on without reading or writing their records', async () => {
    const world = createWorld();
    await sweep(world);
    const { version } = world.record();
    world.agreements.find = () => Promise.reject(new Error('read'));
    world.pass(31 * dayMs);
    expect(await sweep(world)).toMatchObject({ due: 1, unchanged: 1, failed: 0 });
    expect([world.record().version, world.dueAt() > world.clock.now()]).toEqual([version, true]);
  });

  it('leaves a customer due that Microsoft had no time for, and puts one off that could not be asked', async () => {
    const world = createWorld();
    await sweep(world);
    world.pass(31 * dayMs);
    world.microsoftSays(new AgreementError('PARTNER_CENTER_THROTTLED', 'x', { retryAfterMs: 9 }));
    expect(await sweep(world)).toMatchObject({ due: 0, postponed: 0 });
    expect(world.dueAt() <= world.clock.now()).toBe(true);
    world.microsoftSays(new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'x'));
    expect(await sweep(world)).toMatchObject({ due: 1, postponed: 1 });
    expect(world.record().failedCheck).toMatchObject({ reason: 'unavailable' });
    expect(world.dueAt() > world.clock.now()).toBe(true);
  });

  it.each(['signInFailed', 'tokenWithoutMfa'] as const)(
    'stops early on %s, which is true of everybody, keeps the others due, and goes on once it is mended',
    async (reason) => {
      const world = createWorld();
      const ids = await addCustomers(world, 99);
      world.microsoftSays({ kind: 'unreadable', reason });
      const stopped = await sweep(world);
      expect([stopped.postponed, world.questions.length]).toEqual([world.questions.length, 20 + 3]);
      expect((await world.runs.current())?.progress).toMatchObject({
        ...{ state: 'finished', due: 100, done: 23 },
        lastError: { code: 'PARTNER_CENTER_SIGN_IN_FAILED' },
      });
      const isDue = (id: string) => world.dueAt(id) <= world.clock.now();
      expect(ids.filter(isDue)).toHaveLength(100 - 23);
      world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
      await sweep(world);
      expect(ids.filter((id) => world.record(id).status === 'accepted')).toHaveLength(100 - 23);
      world.pass(15 * 60_000);
      await sweep(world);
      expect(ids.filter((id) => world.record(id).status === 'accepted')).toHaveLength(100);
    },
  );

  it('notes that a customer has another reseller, though its agreement is as it was', async () => {
    const world = createWorld();
    Object.assign(world.policy, { partnerType: 'indirectProvider' });
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    await sweep(world);
    const resellerTenantId = '484e548c-f5f3-4528-93a9-c16c6373cb59';
    world.partnerCenter.describe = async () => ({ country: 'US', resellerTenantId });
    world.pass(366 * dayMs);
    expect(await sweep(world)).toMatchObject({ due: 1, changed: 1 });
    expect(world.record()).toMatchObject({ resellerTenantId, status: 'accepted' });
  });

  it('ends before the timer fires again, so that the next run begins without a gap', async () => {
    const world = createWorld();
    await addCustomers(world, 40);
    const startedAt = world.clock.now().getTime();
    const { observe } = world.partnerCenter;
    world.partnerCenter.observe = (...question) => {
      world.pass(59_500);
      return observe(...question);
    };
    // The timer fires every two minutes; a run may take nine.
    const nextRunAt = new Date(startedAt + 2 * 60_000);
    const run = await reconcileAgreements(world, { nextRunAt, report: () => undefined });
    expect(run.changed).toBeGreaterThan(0);
    expect(run.finishedAt.getTime()).toBeLessThan(startedAt + 8 * 60_000);
  });

  it('notes how far it is after ten seconds, then every minute', async () => {
    const world = createWorld();
    await addCustomers(world, 200);
    const { observe } = world.partnerCenter;
    world.partnerCenter.observe = (...question) => {
      world.pass(1_000);
      return observe(...question);
    };
    const began = world.clock.now().getTime();
    const noted: number[] = [];
    world.runs.note = async ({ updatedAt }) => void noted.push((updatedAt.getTime() - began) / 1_000);
    await sweep(world);
    expect(noted).toEqual([0, 10, 70, 130, 190]);
  });

  it('does nothing when nothing is due, twice in a row', async () => {
    const world = createWorld();
    await sweep(world);
    expect([(await sweep(world)).due, (await sweep(world)).due, world.questions.length]).toEqual([0, 0, 1]);
  });

  it('is harmless twice at once', async () => {
    const world = createWorld();
    await sweep(world);
    await invite(world, 'email');
    world.pass(30_000);
    await Promise.all([sweep(world), sweep(world)]);
    expect(world.outbox).toHaveLength(1);
    const types = (await world.agreements.history(tenant, 1, 99)).map(({ what }) => what.type);
    expect(types.filter((type) => type === 'invitationSent')).toHaveLength(1);
  });

  it('reports a customer that fails, counts it, and keeps it due', async () => {
    const world = createWorld();
    world.partnerCenter.observe = () => Promise.reject(new Error('broken'));
    const run = await sweep(world);
    expect([run.due, run.failed, failures.length]).toEqual([1, 1, 1]);
    expect(world.dueAt() <= world.clock.now()).toBe(true);
    expect(await world.runs.last()).toEqual(run);
  });
});
