import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCallBudget } from '../../../../../shared/adapters/storage/reconciliation/budget.ts';
import { createTables } from '../../../../../shared/adapters/storage/kit/storageClients.ts';
import { AgreementError } from '../../../../../shared/domain/errors.ts';
import { createVirtualTime } from '../../../../fakes/virtualTime.ts';
import { start, work, world } from './budgetWorld.ts';
import { startTestStorage, type TestStorage } from '../testStorage.ts';

describe('the call budget', () => {
  it('uses nearly all of the limit without one refusal', async () => {
    const { time, table, service, instance, minutes } = world();
    const budget = instance();
    await time.run(Promise.all(Array.from({ length: 4 }, () => work(budget, service, 500, time))));
    expect(service.seen).toEqual({ calls: 2000, refused: 0 });
    expect(minutes()).toBeLessThan((2000 / 500) * 1.06);
    expect(table.transactions()).toBeLessThan(2000 * 0.015);
  });

  it('holds for five instances together, each with hands of its own', async () => {
    const { time, service, instance, minutes } = world();
    const hands = Array.from({ length: 5 }, instance).flatMap((budget) => [budget, budget]);
    await time.run(Promise.all(hands.map((budget) => work(budget, service, 200, time))));
    expect(service.seen.refused).toBe(0);
    expect(minutes()).toBeLessThan((2000 / 500) * 1.1);
  });

  it.each([20, 60, 300])('learns that only %i a minute are allowed, and keeps to it', async (limit) => {
    const { time, service, instance, minutes } = world(limit);
    const budget = instance();
    const count = limit * 30;
    await time.run(Promise.all(Array.from({ length: 4 }, () => work(budget, service, count / 4, time))));
    expect(service.seen.refused).toBeLessThan(30);
    expect(minutes()).toBeLessThan((count / limit) * 1.35);
    const before = service.seen.refused;
    const from = minutes();
    await time.run(work(budget, service, limit * 10, time));
    expect(service.seen.refused - before).toBeLessThanOrEqual(1);
    expect(minutes() - from).toBeLessThan(10 * 1.2);
  });

  it('tries a little more after an hour without a refusal', async () => {
    const { time, instance, service } = world(300, 200);
    const budget = instance();
    await time.run(work(budget, service, 200 * 60 * 3, time));
    expect((await budget.state()).limitPerMinute).toBeGreaterThanOrEqual(204);
  });

  it.each([2_000, 60_000])(
    'is soon back when everything was refused for ten minutes, each time for %i ms',
    async (retryAfterMs) => {
      const { time, service, instance, minutes } = world();
      const budget = instance();
      await time.run(work(budget, service, 1, time));
      while (minutes() < 10) {
        await time.run(budget.acquire('background'));
        await time.run(budget.refused({ askedAt: time.now(), retryAfterMs }));
      }
      const [from, before] = [minutes(), service.seen.refused];
      await time.run(Promise.all(Array.from({ length: 4 }, () => work(budget, service, 1_250, time))));
      expect(service.seen.refused).toBe(before);
      expect(minutes() - from).toBeLessThan(5_000 / 500 + 10);
    },
  );

  it('finds back in a day to a limit that was lower for a while', async () => {
    const { time, state, service, instance, minutes } = world(20);
    const budget = instance();
    await time.run(Promise.all(Array.from({ length: 4 }, () => work(budget, service, 100, time))));
    expect((await budget.state()).limitPerMinute).toBeLessThanOrEqual(20);
    state.limit = 500;
    const from = minutes();
    const sweep = async () => {
      while (minutes() - from < 24 * 60) await work(budget, service, 10, time);
    };
    await time.run(Promise.all(Array.from({ length: 4 }, sweep)));
    expect((await budget.state()).limitPerMinute).toBeGreaterThanOrEqual(450);
  });

  it('pauses everybody for as long as one was told', async () => {
    const { time, instance, minutes } = world();
    const [one, other] = [instance(), instance()];
    await time.run(one.acquire('background'));
    await time.run(one.refused({ askedAt: time.now(), retryAfterMs: 57_000 }));
    await expect(other.acquire('person')).rejects.toMatchObject({
      code: 'PARTNER_CENTER_THROTTLED',
      details: { retryAfterMs: expect.closeTo(57_000, -4) as unknown },
    });
    await time.run(other.acquire('background'));
    expect(minutes()).toBeGreaterThanOrEqual(57 / 60);
  });

  it('lets a person go at once while the background is at full speed', async () => {
    const { time, service, instance } = world();
    const [sweep, screen] = [instance(), instance()];
    const waited: number[] = [];
    const person = async () => {
      await time.sleep(150_000);
      for (let i = 0; i < 60; i += 1) {
        await time.sleep(2_000);
        const before = time.now().getTime();
        await screen.acquire('person');
        service.call();
        waited.push(time.now().getTime() - before);
      }
    };
    await time.run(Promise.all([work(sweep, service, 2000, time), person()]));
    expect(service.seen.refused).toBe(0);
    expect(Math.max(...waited)).toBeLessThan(1_000);
  });

  it('goes on when the clock jumps back a day', async () => {
    const { time, table, service, instance } = world();
    await time.run(work(instance(), service, 300, time));
    const earlier = createVirtualTime(new Date(start.getTime() - 24 * 3_600_000));
    const needs = { due: table.client, callsPerMinute: 500, holder: 'late', sleep: earlier.sleep };
    const budget = createCallBudget({ ...needs, clock: earlier });
    await earlier.run(budget.acquire('background'));
    expect(earlier.now().getTime() - start.getTime()).toBeLessThan(-23 * 3_600_000);
  });
});

describe('the call budget on a real table', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await startTestStorage();
  });
  beforeEach(() => storage.clear());
  afterAll(() => storage.stop());

  it('gives no instant to two of four instances, though replies get lost', async () => {
    const times: number[] = [];
    const writers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const writer = await storage.writer();
        writer.proxy.rule(({ number }) => (number % 5 === 0 ? 'loseReply' : 'pass'));
        return createCallBudget({
          due: createTables(writer.proxy.connectionString, { retryDelayMs: 1 }).due,
          // Its clock goes with that of the storage, which says how old the row is.
          clock: { now: () => new Date() },
          callsPerMinute: 500,
          holder: writer.proxy.connectionString,
          // Those below are waits after a conflict.
          sleep: async (ms) => void (ms > 300 && times.push(Date.now() + ms)),
        });
      }),
    );
    await Promise.all(
      writers.map(async (budget) => {
        for (let i = 0; i < 20; i += 1) await budget.acquire('background').catch(expectThrottled);
      }),
    );
    expect(new Set(times.map(Math.round)).size).toBe(times.length);
    expect(times.length).toBeGreaterThan(60);
  });
});

function expectThrottled(failure: unknown): void {
  expect(failure).toBeInstanceOf(AgreementError);
}
