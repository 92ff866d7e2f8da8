import { expect, it } from 'vitest';
import { failAfter, withTimeout } from '../../../shared/concurrency/withTimeout.ts';

it('gives what comes in time', async () => {
  expect(await withTimeout(Promise.resolve(7), 1000)).toEqual({ kind: 'done', value: 7 });
});

it('passes on a failure that comes in time', async () => {
  await expect(withTimeout(Promise.reject(new Error('no')), 1000)).rejects.toThrow('no');
});

it('stops waiting, and a failure that comes later harms nobody', async () => {
  let fail: (reason: Error) => void = () => undefined;
  const never = new Promise((_resolve, reject) => (fail = reject));
  expect(await withTimeout(never, 5)).toEqual({ kind: 'timedOut' });
  await expect(failAfter(never, 5)).rejects.toMatchObject({ name: 'TimeoutError' });
  fail(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});
