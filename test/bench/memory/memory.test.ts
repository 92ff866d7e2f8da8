import { expect, test } from 'vitest';
import { startDiscoveryWorld } from '../discovery/discoverySimulators.ts';
import { sweepInChild } from './memory.ts';

const megabyte = 2 ** 20;
/** What was promised at any size; `npm run bench -- memory` shows it for 100,000. */
const maxMb = 64;

test('a sweep of 3,000 due customers asks everybody and stays within its memory', async () => {
  const { baseRss, peakRss } = await sweepInChild(3_000);
  expect((peakRss - baseRss) / megabyte).toBeLessThan(maxMb);
});

test('a first discovery that is killed half way goes on where it stopped, and starts one record for each', async () => {
  const world = await startDiscoveryWorld(1_500);
  try {
    await world.runAndKill(2);
    expect(world.found().missing).toBeGreaterThan(0);
    const { baseRss, peakRss } = await world.run();
    expect(world.found()).toEqual({ missing: 0, doubled: 0, counted: 1_500 });
    // Only the page whose progress was not saved is asked for again.
    expect(await world.calls()).toBe(3 + 1);
    expect((peakRss - baseRss) / megabyte).toBeLessThan(maxMb);
  } finally {
    await world.stop();
  }
});
