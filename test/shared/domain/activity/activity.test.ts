import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../../../shared/domain/activity/ageing.ts';
import { countTrends, noTrends } from '../../../../shared/domain/activity/trend.ts';
import { mondayOf, weeksOf, wholeWeeks } from '../../../../shared/domain/activity/weeks.ts';

const dayMs = 24 * 60 * 60_000;
const now = new Date('2026-11-30T12:00:00Z');

describe('the age of what waits', () => {
  it.each([
    [0, 0],
    [7.9, 0],
    [8, 1],
    [14.9, 1],
    [15, 2],
    [30.9, 2],
    [31, 3],
    [900, 3],
    // By a clock that is behind.
    [-0.1, 0],
  ])('of %d days is in bucket %d', (days, bucket) => {
    expect(bucketOf(new Date(now.getTime() - days * dayMs), now)).toBe(bucket);
  });
});

describe('weeks', () => {
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026-12-06', '2026-11-30'],
    ['2027-01-01', '2026-12-28'],
    ['2024-02-29', '2024-02-26'],
  ])('of %s begin on %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });

  it('are whole, and there without anything, too', () => {
    const range = { from: '2026-11-18', to: '2026-12-01' };
    expect(wholeWeeks(range)).toEqual({ from: '2026-11-16', to: '2026-12-06' });
    const days = [
      { day: '2026-11-16', counts: countTrends(['invited', 'invited', 'opened']) },
      { day: '2026-11-22', counts: countTrends(['invited']) },
      { day: '2026-12-02', counts: countTrends(['acceptedDirectly']) },
    ];
    expect(weeksOf(days, range)).toEqual([
      { start: '2026-11-16', counts: countTrends(['invited', 'invited', 'invited', 'opened']) },
      { start: '2026-11-23', counts: noTrends },
      { start: '2026-11-30', counts: countTrends(['acceptedDirectly']) },
    ]);
  });
});
