import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeNaive } from '../disturb.ts';
import { startFaultWorld, type FaultWorld } from '../faultWorld.ts';
import { killAtNamedPoints } from './killNamed.ts';
import { killPoints } from './killPoints.ts';
import { killAtRandom } from './killAtRandom.ts';
import { bringToRest, inspect } from '../rest.ts';
import type { Wish } from '../wishes.ts';

/** `npm run test:faults` kills 60 times by another seed each time, with `-- --kills 1000` as often as is wanted. */
const kills = Number(process.env['FAULT_KILLS'] ?? 8);
const seed = Number(process.env['FAULT_SEED'] ?? 7);

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld();
});
afterAll(() => world.stop());

test(
  'killed at every named point and at random ones, the app loses nothing and does nothing twice',
  async () => {
    const wishes: Wish[] = [];
    const named = await killAtNamedPoints(world, wishes);
    expect(named.filter(({ reached }) => !reached)).toEqual([]);
    const random = await killAtRandom(world, wishes, { kills, seed });
    await bringToRest(world);
    expect(await inspect(world, wishes, random), `seed ${String(seed)}`).toEqual([]);
    // Where nothing was done, nothing could be lost.
    const acknowledged = wishes.filter(({ answer }) => answer?.status === 202);
    expect(acknowledged.length).toBeGreaterThan(kills / 4);
    expect(random.messages.length).toBeGreaterThan(kills / 8);
    expect(random.kills).toBeGreaterThanOrEqual(kills);
  },
  // Only what hangs takes this long: busy machines take several times what quiet ones do.
  600_000 + kills * 20_000,
);

test('the same kills find the naive app out: a new operation id for each attempt, and no etag', async () => {
  const naive = await startFaultWorld();
  try {
    const wishes: Wish[] = [];
    const points = killPoints.filter(({ operation }) => operation === 'sendMail');
    await killAtNamedPoints(naive, wishes, { points, otherwise: makeNaive });
    await bringToRest(naive);
    const violations = await inspect(naive, wishes, { messages: [], watched: { calls: [], pauses: [] } });
    expect(violations.join('\n')).toMatch(/I3 .*: 2 mails for 1/);
  } finally {
    await naive.stop();
  }
});
