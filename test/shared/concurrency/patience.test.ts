import { expect, it } from 'vitest';
import { patience } from '../../../shared/concurrency/patience.ts';

it('gives what comes in time', async () => {
  expect(await patience.wait(Promise.resolve(7), 1000)).toEqual({ kind: 'done', value: 7 });
});

it('passes on a failure that comes in time', async () => {
  await expect(patience.wait(Promise.reject(new Error('no')), 1000)).rejects.toThrow('no');
});

it('stops waiting, and a failure that comes later harms nobody', async () => {
  let fail: (reason: Error) => void = () => undefined;
  const never = new Promise((_resolve, reject) => (fail = reject));
  expect(await patience.wait(never, 5)).toEqual({ kind: 'tooLate' });
  fail(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});
