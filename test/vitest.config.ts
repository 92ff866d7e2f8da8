import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longestFirst.ts';
import { sortTests } from './sortTests.ts';

const root = new URL('..', import.meta.url).pathname;
const { unit, servers, app, isolated } = sortTests(root);
/** A machine that others use may be many times slower. Only what hangs takes this long. */
const limits = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};
/** Modules are read once for all files of a worker: reading them took longer than most tests. */
const sharedModules = { ...limits, isolate: false };

export default defineConfig({
  root,
  test: {
    // For two cores: a journey waits much of its time, for timers and for the processes of its environment.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      { root, test: { ...sharedModules, name: 'unit', include: unit, pool: 'threads' } },
      { root, test: { ...sharedModules, name: 'servers', include: servers } },
      { root, test: { ...sharedModules, name: 'app', include: app, globalSetup: 'test/buildOnce.ts' } },
      { root, test: { ...limits, name: 'isolated', include: isolated } },
    ],
  },
});
