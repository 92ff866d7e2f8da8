import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../../shared/adapters/retryAfter.ts';

const now = new Date('2026-03-01T12:00:00Z');

it.each([
  ['57', 57_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['999999999', 3_600_000],
  ['Fri, 01 Mar 2030 12:00:00 GMT', 3_600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('reads %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
