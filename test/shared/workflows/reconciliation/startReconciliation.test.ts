import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { requestCheck } from '../../../../shared/workflows/checks/requestCheck.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import {
  runReconciliation,
  startReconciliation,
} from '../../../../shared/workflows/reconciliation/startReconciliation.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const ignore = () => undefined;
const key = (id: string, fingerprint = 'f') => ({ id, fingerprint, answer: (run: { id: string }) => run.id });
const start = async (world: World, once?: ReturnType<typeof key>) => {
  const outcome = await startReconciliation(world, once);
  return outcome.kind === 'replayed' ? outcome.answer : outcome.record.id;
};
/** Counts the messages that were sent. */
function heard(world: World): string[] {
  const sent: string[] = [];
  world.runWakeUps.send = async (id) => void sent.push(id);
  return sent;
}

describe('startReconciliation', () => {
  it('asks for one, which its message then makes, once', async () => {
    const world = createWorld();
    const sent = heard(world);
    const id = await start(world);
    expect(sent).toEqual([id]);
    expect((await world.runs.current())?.progress).toMatchObject({ id, state: 'requested' });
    world.pass(1000);
    expect(await runReconciliation(world, id, ignore)).toMatchObject({ due: 1, changed: 1 });
    expect((await world.runs.current())?.progress).toMatchObject({ id, state: 'finished', due: 1, done: 1 });
    expect(await runReconciliation(world, id, ignore)).toEqual({ kind: 'notWaiting' });
    expect(world.questions).toEqual([tenant]);
  });

  it('answers the one that is asked for or under way, and after its end another', async () => {
    const world = createWorld();
    const id = await start(world);
    world.pass(1000);
    expect(await start(world)).toBe(id);
    const { observe } = world.partnerCenter;
    world.partnerCenter.observe = async (...question) => {
      expect(await start(world)).toBe(id);
      expect((await world.runs.current())?.progress).toMatchObject({ state: 'running', due: 1, done: 0 });
      return observe(...question);
    };
    await runReconciliation(world, id, ignore);
    world.pass(1000);
    expect(await start(world)).not.toBe(id);
  });

  it('is made by the timer when the message is lost', async () => {
    const world = createWorld();
    const id = await start(world);
    world.pass(60_000);
    await reconcileAgreements(world, { nextRunAt: null, report: ignore });
    expect((await world.runs.current())?.progress).toMatchObject({ id, state: 'finished' });
    expect(await runReconciliation(world, id, ignore)).toEqual({ kind: 'notWaiting' });
  });

  it('does not wait for one that was killed', async () => {
    const world = createWorld();
    const id = await start(world);
    const progress = (await world.runs.current())?.progress;
    if (progress) await world.runs.note({ ...progress, state: 'running' });
    world.pass(3 * 60_000);
    expect(await start(world)).not.toBe(id);
  });

  it('answers a key the same ever after, also when two requests with it race', async () => {
    const world = createWorld();
    const [one, two] = await Promise.all([start(world, key('k')), start(world, key('k'))]);
    expect(one).toBe(two);
    await runReconciliation(world, one, ignore);
    world.pass(60_000);
    expect(await start(world, key('k'))).toBe(one);
    expect(await start(world, key('other'))).not.toBe(one);
    await expect(start(world, key('k', 'g'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('ends where the timer goes on', async () => {
    const world = createWorld();
    const now = world.clock.now().getTime();
    const nextRunAt = new Date(now + 120_000);
    await reconcileAgreements(world, { nextRunAt, report: ignore });
    world.pass(30_000);
    const id = await start(world);
    expect(await runReconciliation(world, id, ignore)).toMatchObject({ nextRunAt });
  });
});

describe('a run', () => {
  it.each([
    [new Error('broken'), 'INTERNAL_ERROR'],
    [new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'x'), 'PARTNER_CENTER_UNAVAILABLE'],
  ])('tells of the last error, also of one that only puts a customer off: %s', async (failure, code) => {
    const world = createWorld();
    const by = { kind: 'agent', id: 'oid' } as const;
    await requestCheck(world, { customerTenantId: tenant, by });
    world.pass(30_000);
    world.partnerCenter.observe = () => Promise.reject(failure);
    await reconcileAgreements(world, { nextRunAt: null, report: ignore });
    const progress = (await world.runs.current())?.progress;
    expect(progress).toMatchObject({ state: 'finished', lastError: { code } });
  });

  it('leaves no note when nothing was due', async () => {
    const quiet = createWorld();
    await reconcileAgreements(quiet, { nextRunAt: null, report: ignore });
    const first = await quiet.runs.current();
    quiet.pass(1000);
    await reconcileAgreements(quiet, { nextRunAt: null, report: ignore });
    expect(await quiet.runs.current()).toBe(first);
  });
});
