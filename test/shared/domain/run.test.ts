import { describe, expect, it } from 'vitest';
import { isUnderWay, leftOver, paceOf, type RunProgress } from '../../../shared/domain/run.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes));
const run: RunProgress = {
  ...{ id: 'r', state: 'running', startedAt: at(0), updatedAt: at(2), due: 500, done: 100, lastError: null },
};

describe('a run', () => {
  it('is under way until it has finished, or has said nothing for three minutes', () => {
    expect(isUnderWay(run, at(4))).toBe(true);
    expect(isUnderWay(run, at(5))).toBe(false);
    expect(isUnderWay({ ...run, state: 'requested' }, at(4))).toBe(true);
    expect(isUnderWay({ ...run, state: 'finished' }, at(2))).toBe(false);
  });

  it('goes at the pace it has had so far, and ends accordingly', () => {
    expect(paceOf(run)).toEqual({ perMinute: 50, endsAt: at(10) });
    expect(paceOf({ ...run, due: 90 }).endsAt).toEqual(at(2));
  });

  it('has no pace before it has done anything', () => {
    const none = { perMinute: 0, endsAt: null };
    expect(paceOf({ ...run, done: 0 })).toEqual(none);
    expect(paceOf({ ...run, updatedAt: at(0) })).toEqual(none);
    expect(paceOf({ ...run, state: 'requested' })).toEqual(none);
  });

  it('leaves what it has not done to the next one, unless that comes much later', () => {
    expect(leftOver(run, at(16))).toBe(400);
    expect(leftOver({ ...run, due: 90 }, at(3))).toBe(0);
    expect(leftOver(run, at(17))).toBe(0);
  });
});
