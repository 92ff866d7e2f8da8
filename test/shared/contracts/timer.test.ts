import { expect, it } from 'vitest';
import { nextRunAt } from '../../../shared/contracts/timer.ts';

it.each([
  ['an instant in UTC', { scheduleStatus: { next: '2026-03-02T09:02:00Z' } }, '2026-03-02T09:02:00.000Z'],
  [
    'an instant with an offset, as .NET writes it',
    { scheduleStatus: { next: '2026-03-02T09:02:00.0000000+00:00' } },
    '2026-03-02T09:02:00.000Z',
  ],
])('the next run is %s', (_what, info, expected) => {
  expect(nextRunAt(info)?.toISOString()).toBe(expected);
});

it.each([
  ['no status', {}],
  ['a null status', { scheduleStatus: null }],
  ['no instant', { scheduleStatus: { next: '' } }],
  ['nothing', undefined],
])('the next run is unknown with %s', (_what, info) => {
  expect(nextRunAt(info)).toBeNull();
});
