import { expect, it } from 'vitest';
import { readMicrosoftDate } from '../../../../shared/domain/partnerCenter/microsoftDate.ts';

it.each([
  ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T09:00:00.1234567', '2026-03-02T09:00:00.123Z'],
  ['2026-03-02 09:00:00 +0200', '2026-03-02T07:00:00.000Z'],
  ['2026-03-02', '2026-03-02T00:00:00.000Z'],
  ['6/1/2017 12:00:00 AM', '2017-06-01T00:00:00.000Z'],
  ['6/1/2017 1:05 PM', '2017-06-01T13:05:00.000Z'],
])('reads %s', (text, expected) => {
  expect(readMicrosoftDate(text)?.toISOString()).toBe(expected);
});

it.each([null, undefined, '', '0001-01-01T00:00:00', '9999-12-31T23:59:59Z'])(
  'takes %s for no date',
  (text) => {
    expect(readMicrosoftDate(text)).toBeNull();
  },
);

it.each(['2026-02-30', '2026-02-30T10:00:00Z', '2026-13-01', '2026-03-02T25:00:00Z', 'yesterday', 17])(
  'cannot read %s',
  (text) => {
    expect(readMicrosoftDate(text)).toBeUndefined();
  },
);
