import { describe, expect, it, vi } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { checkAgreement } from '../../../../shared/workflows/checks/checkAgreement.ts';
import { readReadiness } from '../../../../shared/workflows/checks/readReadiness.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

const hourMs = 3_600_000;
const everybody = { resellerTenantId: null };
const ask = (world: World, maxAgeMs: number | null) =>
  readReadiness(world, { customerTenantId: tenant, sight: everybody, maxAgeMs });

/** A customer who has accepted, as Microsoft said an hour ago. */
async function acceptedAnHourAgo(): Promise<World> {
  const world = createWorld();
  world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
  await checkAgreement(world, tenant);
  world.questions.length = 0;
  world.pass(hourMs);
  return world;
}

describe('readReadiness', () => {
  it('answers from the record alone when nobody sets a limit to its age', async () => {
    const world = await acceptedAnHourAgo();
    const { find } = world.agreements;
    let reads = 0;
    const agreements = { ...world.agreements, find: (id: string) => ((reads += 1), find(id)) };
    const answer = await readReadiness(
      { ...world, agreements },
      {
        customerTenantId: tenant,
        sight: everybody,
        maxAgeMs: null,
      },
    );
    expect(answer).toMatchObject({ record: { status: 'accepted' }, check: null });
    expect(answer.now.getTime() - (answer.asOf?.getTime() ?? 0)).toBe(hourMs);
    expect([reads, world.questions]).toEqual([0, []]);
  });

  it('asks nobody while the knowledge is new enough', async () => {
    const world = await acceptedAnHourAgo();
    expect((await ask(world, hourMs)).check).toEqual({ outcome: 'notNeeded', reason: null });
    expect(world.questions).toEqual([]);
  });

  it('asks Microsoft when the knowledge is too old, and tells the news', async () => {
    const world = createWorld();
    await checkAgreement(world, tenant);
    world.pass(hourMs);
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: null });
    const answer = await ask(world, hourMs - 1);
    expect(answer).toMatchObject({ record: { status: 'accepted' }, check: { outcome: 'made' } });
    expect(answer.asOf).toEqual(world.clock.now());
  });

  it('knows of a look without news, so that the next reader need not ask again', async () => {
    const world = await acceptedAnHourAgo();
    expect((await ask(world, 1000)).asOf).toEqual(world.clock.now());
    world.pass(1000);
    expect((await ask(world, 1000)).check?.outcome).toBe('notNeeded');
    expect(world.questions).toHaveLength(1);
  });

  it.each([
    ['PARTNER_CENTER_UNAVAILABLE', 'unavailable'],
    ['PARTNER_CENTER_THROTTLED', 'throttled'],
    ['PARTNER_CENTER_SIGN_IN_FAILED', 'signInFailed'],
    ['SECRETS_UNAVAILABLE', 'signInFailed'],
  ] as const)(
    'answers what was known with the reason on %s, and takes no acceptance away',
    async (code, reason) => {
      const world = await acceptedAnHourAgo();
      world.microsoftSays(new AgreementError(code, 'Not now.'));
      const answer = await ask(world, 0);
      expect(answer).toMatchObject({
        record: { status: 'accepted' },
        check: { outcome: 'failed', reason: { code: reason } },
      });
      expect(answer.now.getTime() - (answer.asOf?.getTime() ?? 0)).toBe(hourMs);
    },
  );

  it('answers what was known when Partner Center refuses our token', async () => {
    const world = await acceptedAnHourAgo();
    world.microsoftSays({ kind: 'unreadable', reason: 'tokenWithoutMfa' });
    const answer = await ask(world, 0);
    expect(answer.record.status).toBe('accepted');
    expect(answer.check?.reason?.code).toBe('tokenWithoutMfa');
  });

  it('does not wait longer than a buyer would, and the look goes on', async () => {
    const world = await acceptedAnHourAgo();
    let answered: () => void = () => undefined;
    const answers = new Promise<void>((resolve) => (answered = resolve));
    const { observe } = world.partnerCenter;
    const partnerCenter: typeof world.partnerCenter = {
      ...world.partnerCenter,
      observe: async (...asked) => answers.then(() => observe(...asked)),
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asking = ask({ ...world, partnerCenter }, 0);
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await asking).check?.reason?.code).toBe('tooLate');
    } finally {
      vi.useRealTimers();
      answered();
    }
    await expect.poll(async () => (await ask(world, 0)).asOf).toEqual(world.clock.now());
  });

  it('makes one look for all who ask at the same time', async () => {
    const world = await acceptedAnHourAgo();
    const before = world.questions.length;
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(world, 0)));
    expect(answers.every(({ check }) => check?.outcome === 'made')).toBe(true);
    expect(world.questions.length - before).toBeLessThanOrEqual(2);
  });

  it('gives each caller a share of the looks, and takes nothing from the others', async () => {
    const world = await acceptedAnHourAgo();
    const askAs = (callerKey: string) =>
      readReadiness(world, { customerTenantId: tenant, sight: everybody, maxAgeMs: 0, callerKey });
    const outcomes: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { check } = await askAs('greedy');
      outcomes.push(check?.reason?.code ?? check?.outcome ?? '');
      // The clock stands still, so that only what was asked for counts.
      world.pass(1);
    }
    expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(10);
    expect(outcomes.at(-1)).toBe('throttled');
    expect((await askAs('modest')).check?.outcome).toBe('made');
    world.pass(1_000);
    expect((await askAs('greedy')).check?.outcome).toBe('made');
  });

  it('hides the customers of others from a reseller, and asks nothing about them', async () => {
    const world = await acceptedAnHourAgo();
    const sight = { resellerTenantId: '9e2f5a3c-1111-4222-8333-444455556666' };
    const asking = readReadiness(world, { customerTenantId: tenant, sight, maxAgeMs: 0 });
    await expect(asking).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
    expect(world.questions).toEqual([]);
  });
});
