import { addTrends, noTrends, type TrendCounts } from './trend.ts';

/** A day in UTC, `YYYY-MM-DD`: such texts compare as days do. */
export type Day = string;
/** Both ends included. */
export type Range = { readonly from: Day; readonly to: Day };

const dayMs = 24 * 60 * 60_000;

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10);
}

export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Monday of its week (ISO 8601). */
export function mondayOf(day: Day): Day {
  const start = startOfDay(day);
  const sinceMonday = (start.getUTCDay() + 6) % 7;
  return dayOf(new Date(start.getTime() - sinceMonday * dayMs));
}

/** All days of the weeks that have a day of the range. */
export function wholeWeeks({ from, to }: Range): Range {
  const lastMonday = startOfDay(mondayOf(to));
  return { from: mondayOf(from), to: dayOf(new Date(lastMonday.getTime() + 6 * dayMs)) };
}

export type DayTrends = { readonly day: Day; readonly counts: TrendCounts };
export type WeekTrends = { readonly start: Day; readonly counts: TrendCounts };

/** All weeks that have a day of the range, oldest first, also those without anything. */
export function weeksOf(days: readonly DayTrends[], range: Range): WeekTrends[] {
  const weeks = new Map<Day, TrendCounts>();
  const last = startOfDay(mondayOf(range.to)).getTime();
  for (let at = startOfDay(mondayOf(range.from)).getTime(); at <= last; at += 7 * dayMs) {
    weeks.set(dayOf(new Date(at)), noTrends);
  }
  for (const { day, counts } of days) {
    const week = weeks.get(mondayOf(day));
    if (week) weeks.set(mondayOf(day), addTrends(week, counts));
  }
  return [...weeks].map(([start, counts]) => ({ start, counts }));
}
