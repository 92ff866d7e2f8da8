import { expect, test } from 'vitest';
import { createKnownCallers } from '../../../../shared/adapters/identity/knownCallers.ts';
import type { Caller } from '../../../../shared/domain/caller.ts';

const start = new Date('2026-03-02T08:00:00.000Z');
const minuteMs = 60_000;

function world(endsInMs = 60 * minuteMs) {
  let now = start;
  const verified: string[] = [];
  let isTrusted = true;
  const callerOf = createKnownCallers(
    async (token) => {
      verified.push(token);
      if (!isTrusted) throw new Error('refused');
      const caller: Caller = {
        ...{ id: token, key: '', name: null, clientId: '' },
        ...{ roles: ['Viewer'], resellerTenantId: null },
      };
      return { caller, until: new Date(start.getTime() + endsInMs) };
    },
    { now: () => now },
  );
  return {
    callerOf,
    verified,
    at: (ms: number) => (now = new Date(start.getTime() + ms)),
    distrust: () => (isTrusted = false),
  };
}

test('a token that comes again is verified once, and each token names its own caller', async () => {
  const { callerOf, verified } = world();
  const ids = [];
  for (const token of ['a', 'b', 'a', 'b']) ids.push((await callerOf(token)).id);
  expect(ids).toEqual(['a', 'b', 'a', 'b']);
  expect(verified).toEqual(['a', 'b']);
});

test('a token whose key was withdrawn is refused five minutes later', async () => {
  const { callerOf, at, distrust } = world();
  await callerOf('a');
  distrust();
  at(5 * minuteMs - 1);
  await callerOf('a');
  at(5 * minuteMs);
  await expect(callerOf('a')).rejects.toThrow('refused');
});

test('a token is verified again from the instant it ends', async () => {
  const { callerOf, verified, at } = world(minuteMs);
  await callerOf('a');
  at(minuteMs - 1);
  await callerOf('a');
  expect(verified).toHaveLength(1);
  at(minuteMs);
  await callerOf('a');
  expect(verified).toHaveLength(2);
});

test('a clock that was set back makes nothing known that was not yet valid', async () => {
  const { callerOf, verified, at } = world();
  await callerOf('a');
  at(-1);
  await callerOf('a');
  expect(verified).toHaveLength(2);
});

test('what was refused is verified each time', async () => {
  const { callerOf, verified, distrust } = world();
  distrust();
  for (const _time of [1, 2]) await expect(callerOf('a')).rejects.toThrow('refused');
  expect(verified).toHaveLength(2);
});

test('no more than a thousand are kept, the newest ones', async () => {
  const { callerOf, verified } = world();
  for (let number = 0; number <= 1_000; number += 1) await callerOf(String(number));
  await callerOf('1');
  expect(verified).toHaveLength(1_001);
  await callerOf('0');
  expect(verified).toHaveLength(1_002);
});
