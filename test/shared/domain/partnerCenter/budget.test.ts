import { describe, expect, it } from 'vitest';
import { freshBudget, lease, throttle, type Budget } from '../../../../shared/domain/partnerCenter/budget.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms);
const perMinute = 500;
/** A little of the limit is never used. */
const paceMs = 60_000 / (perMinute * 0.97);
const minuteMs = 60_000;

const forPerson = (budget: Budget, now: Date) => lease(budget, { now, priority: 'person', holder: 'one' });
const forBackground = (budget: Budget, now: Date, holder = 'one') =>
  lease(budget, { now, priority: 'background', holder });

describe('calls for background work', () => {
  it('have the whole pace while no person is there, and four fifths of it for ten minutes after one was', () => {
    const alone = forBackground(freshBudget(perMinute, at(0)), at(0));
    expect(alone.lease.spacingMs).toBeCloseTo(paceMs);
    const person = forPerson(alone.budget, at(1_000));
    const shared = forBackground(person.budget, at(2_000)).lease;
    expect(shared.spacingMs).toBeCloseTo(paceMs / 0.8);
    const late = forBackground(person.budget, at(9 * minuteMs)).lease;
    expect(late.spacingMs).toBeCloseTo(paceMs / 0.8);
    const after = forBackground(person.budget, at(11 * minuteMs + 1_000)).lease;
    expect(after.spacingMs).toBeCloseTo(paceMs);
  });

  it('come in long leases to one instance alone, in short ones beside another or a person', () => {
    const first = forBackground(freshBudget(perMinute, at(0)), at(0));
    const second = forBackground(first.budget, first.budget.leaseEndsAt);
    const spanMs = ({ calls, spacingMs }: { calls: number; spacingMs: number }) => calls * spacingMs;
    expect(spanMs(second.lease)).toBeGreaterThan(14_000);
    const other = forBackground(second.budget, new Date(second.budget.leaseEndsAt.getTime() - 1), 'another');
    expect(spanMs(other.lease)).toBeLessThanOrEqual(1_000);
    const back = forBackground(other.budget, other.budget.leaseEndsAt, 'another');
    expect(spanMs(back.lease)).toBeLessThanOrEqual(1_000);
    const person = forPerson(second.budget, second.budget.leaseEndsAt);
    expect(spanMs(forBackground(person.budget, person.budget.freeAt).lease)).toBeLessThanOrEqual(1_000);
  });

  it('go on behind the pause after a refusal', () => {
    const paused = throttle(freshBudget(perMinute, at(0)), {
      ...{ now: at(1_000), askedAt: at(900), retryAfterMs: 30_000, passedInLastMinute: 400 },
    });
    expect(forBackground(paused, at(2_000)).lease.startsAt).toEqual(at(31_000));
    expect(forPerson(paused, at(2_000)).lease.startsAt).toEqual(at(31_000));
  });
});

describe('a call for a person', () => {
  it('goes before a lease of background work that is under way', () => {
    const first = forBackground(freshBudget(perMinute, at(0)), at(0));
    const leased = forBackground(first.budget, first.budget.leaseEndsAt);
    const now = new Date(first.budget.leaseEndsAt.getTime() + 100);
    expect(leased.budget.leaseEndsAt.getTime() - now.getTime()).toBeGreaterThan(10_000);
    expect(forPerson(leased.budget, now).lease.startsAt).toEqual(now);
  });
});
