import { expect, it } from 'vitest';
import { answeredAt, parseRetryAfter } from '../../../shared/adapters/retryAfter.ts';

const now = new Date('2026-03-01T12:00:00Z');

it.each([
  ['57', 57_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['999999999', 3_600_000],
  ['Fri, 01 Mar 2030 12:00:00 GMT', 3_600_000],
  ['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
  ['Sun Mar  1 12:00:30 2026', 30_000],
  ['9'.repeat(400), 3_600_000],
  ['soon', undefined],
  ['5 minutes', undefined],
  ['-5', undefined],
  ['2030-01-01T00:00:00Z', undefined],
  ['12/12/2030', undefined],
  ['Sun, 99 Mar 2026 12:00:30 GMT', undefined],
  ['1.5', 1_500],
  ['2027', 2_027_000],
  ['1e9', undefined],
  ['0x10', undefined],
  ['2026-03-01T12:00:30Z', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('reads %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

it('takes a date by the clock of whoever answered', () => {
  const date = 'Sun, 01 Mar 2026 12:10:00 GMT';
  const asked = 'Sun, 01 Mar 2026 12:10:30 GMT';
  expect(parseRetryAfter(asked, answeredAt(date, now))).toBe(30_000);
  expect([answeredAt(null, now), answeredAt('soon', now)]).toEqual([now, now]);
});

it('takes another bound where it is given one', () => {
  expect(parseRetryAfter('86400', now, 86_400_000)).toBe(86_400_000);
  expect(parseRetryAfter('86401', now, 86_400_000)).toBe(86_400_000);
});
