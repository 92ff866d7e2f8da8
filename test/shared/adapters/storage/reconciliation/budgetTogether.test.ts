import { expect, it } from 'vitest';
import type { CallBudget } from '../../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { work, world, type World } from './budgetWorld.ts';

const second = 1_000;
const minute = 60 * second;

/** Calls without end; `calls` gathers when, in seconds since the beginning. */
async function callOn({ time }: World, budget: CallBudget, calls: number[], until: () => boolean) {
  const from = time.now().getTime();
  while (!until()) {
    await budget.acquire('background');
    if (until()) return;
    calls.push((time.now().getTime() - from) / second);
    await time.sleep(150);
  }
}

/** An instance sweeps with four hands; another one does as told and is refused at last. */
async function pausedBy(told: (world: World, other: CallBudget) => Promise<unknown>, retryAfterMs: number) {
  const here = world();
  const { time, instance } = here;
  const [sweep, other] = [instance(), instance()];
  const calls: number[] = [];
  let isOver = false;
  const from = time.now().getTime();
  const hands = Array.from({ length: 4 }, () => callOn(here, sweep, calls, () => isOver));
  const refusal = async () => {
    await told(here, other);
    const at = (time.now().getTime() - from) / second;
    await other.refused({ askedAt: time.now(), retryAfterMs });
    await time.sleep(retryAfterMs + 10 * second);
    isOver = true;
    return at;
  };
  const [at] = await time.run(Promise.all([refusal(), ...hands]));
  const endsAt = at + retryAfterMs / second - 0.01;
  const during = calls.filter((call) => call > at && call < endsAt);
  const last = during.length > 0 ? Math.max(...during) - at : 0;
  return { last, after: calls.filter((call) => call >= endsAt).length };
}

it('is quiet two seconds after another instance that works beside it was told to pause', async () => {
  const { last, after } = await pausedBy(async ({ time }, other) => {
    await time.sleep(30 * second);
    for (let i = 0; i < 20; i += 1) await other.acquire('background');
  }, 40 * second);
  expect(last).toBeLessThanOrEqual(2);
  expect(after).toBeGreaterThan(0);
});

it('is quiet two seconds after the second call for a person was refused, whatever it has leased', async () => {
  const { last } = await pausedBy(async ({ time }, other) => {
    await time.sleep(30 * second);
    await other.acquire('person');
    await time.sleep(minute);
    await other.acquire('person');
  }, 40 * second);
  expect(last).toBeLessThanOrEqual(2);
});

it('is quiet when its lease is used up, where nobody else has called for ten minutes', async () => {
  const { last } = await pausedBy(async ({ time }, other) => {
    await time.sleep(47 * second);
    await other.acquire('person');
  }, minute);
  expect(last).toBeLessThanOrEqual(16);
});

it('hears of a pause that became longer while it waited for its end', async () => {
  const { time, instance, minutes } = world();
  const [one, other] = [instance(), instance()];
  const refuse = (retryAfterMs: number) => one.refused({ askedAt: time.now(), retryAfterMs });
  await time.run(one.acquire('background'));
  await time.run(refuse(30 * second));
  const later = async () => {
    await time.sleep(20 * second);
    await refuse(60 * second);
  };
  await time.run(Promise.all([other.acquire('background'), later()]));
  expect(minutes()).toBeGreaterThanOrEqual(80 / 60);
});

it('uses no lease that was on its way when the refusal came', async () => {
  const { time, state, instance, minutes } = world();
  const budget = instance();
  await time.run(budget.acquire('background'));
  state.tableMs = 100;
  await time.run(time.sleep(5 * second));
  const asked = minutes();
  const refuse = async () => {
    await time.sleep(50);
    await budget.refused({ askedAt: time.now(), retryAfterMs: 30 * second });
  };
  await time.run(Promise.all([budget.acquire('background'), budget.acquire('background'), refuse()]));
  expect(minutes() - asked).toBeGreaterThanOrEqual(30 / 60);
});

it('pauses for what it was told itself, also when that could not be stored', async () => {
  const { time, table, instance, minutes } = world();
  const budget = instance();
  await time.run(budget.acquire('background'));
  const { updateEntity } = table.client;
  table.client.updateEntity = () => Promise.reject(new Error('away'));
  const refused = budget.refused({ askedAt: time.now(), retryAfterMs: 30 * second });
  await expect(time.run(refused)).rejects.toThrow('away');
  table.client.updateEntity = updateEntity;
  await time.run(budget.acquire('background'));
  expect(minutes()).toBeGreaterThanOrEqual(30 / 60);
});

it.each([
  ['five minutes ahead', 5 * minute],
  ['one minute ahead', minute],
  ['five minutes behind', -5 * minute],
  ['a day ahead', 26 * 60 * minute],
  ['a day behind', -26 * 60 * minute],
])('shares the limit with an instance whose clock is %s', async (_name, aheadMs) => {
  const { time, service, instance, minutes } = world();
  const [right, wrong] = [instance(), instance(aheadMs)];
  const shares = { right: 0, wrong: 0 };
  const count = async (whose: keyof typeof shares, budget: CallBudget) => {
    for (let i = 0; i < 20; i += 1) {
      await work(budget, service, 50, time);
      if (minutes() < 2) shares[whose] += 50;
    }
  };
  const hands = [right, right].map((budget) => count('right', budget));
  const others = [wrong, wrong].map((budget) => count('wrong', budget));
  await time.run(Promise.all([...hands, ...others]));
  expect(service.seen.refused).toBe(0);
  expect(minutes()).toBeLessThan((4000 / 500) * 1.2);
  expect(Math.min(shares.right, shares.wrong)).toBeGreaterThan(250);
});

it.each([5 * minute, -5 * minute, 26 * 60 * minute])(
  'tells an instance whose clock differs by %i ms of a pause',
  async (aheadMs) => {
    const { time, instance, minutes } = world();
    const [one, other] = [instance(), instance(aheadMs)];
    await time.run(one.acquire('background'));
    await time.run(one.refused({ askedAt: time.now(), retryAfterMs: minute }));
    await time.run(other.acquire('background'));
    expect(minutes()).toBeGreaterThan(0.95);
    expect(minutes()).toBeLessThan(1.1);
  },
);
