import { expect, it } from 'vitest';
import { measureQueues } from '../../../../shared/workflows/operations/measureQueues.ts';
import { measureRefreshToken } from '../../../../shared/workflows/connection/measureRefreshToken.ts';
import { createWorld } from '../../../fakes/world.ts';

const day = 24 * 3_600_000;

it('measures depth, poison and age of each queue, an empty one too', async () => {
  const world = createWorld();
  world.levels.push(
    { queue: 'mails', depth: 3, poisonDepth: 2, oldestAgeMs: 90_400 },
    { queue: 'checks', depth: 0, poisonDepth: 0, oldestAgeMs: 0 },
  );
  expect(await measureQueues(world)).toEqual({ queues: 2, poison: 2 });
  expect(world.measured).toEqual([
    ['queue.depth', 3, { queue: 'mails' }],
    ['queue.poison.depth', 2, { queue: 'mails' }],
    ['queue.oldest.age.seconds', 90, { queue: 'mails' }],
    ['queue.depth', 0, { queue: 'checks' }],
    ['queue.poison.depth', 0, { queue: 'checks' }],
    ['queue.oldest.age.seconds', 0, { queue: 'checks' }],
  ]);
});

it('counts down the days of the refresh token, below zero after its end', async () => {
  const world = createWorld();
  const expiresAt = new Date(world.clock.now().getTime() + 31.5 * day);
  await world.secrets.write('partner-center-refresh-token', 'x', { expiresAt });
  expect(await measureRefreshToken(world)).toEqual({ daysLeft: 31 });
  world.pass(40 * day);
  expect(await measureRefreshToken(world)).toEqual({ daysLeft: -9 });
  expect(world.measured.at(-1)).toEqual(['partnerCenter.refreshToken.daysLeft', -9, {}]);
});

it('takes 90 days for a token that was put into the vault without an end', async () => {
  const world = createWorld();
  const updatedAt = new Date(world.clock.now().getTime() - 80 * day);
  const secrets = { ...world.secrets, describe: async () => ({ updatedAt, expiresAt: null }) };
  expect(await measureRefreshToken({ ...world, secrets })).toEqual({ daysLeft: 10 });
});

it('says nothing of a token whose age nobody knows', async () => {
  const world = createWorld();
  expect(await measureRefreshToken(world)).toEqual({ daysLeft: null });
  expect(world.measured).toEqual([]);
});
