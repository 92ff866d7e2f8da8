/** Whole days, both ends included; the last one is open. */
export const ageBuckets = [
  { fromDays: 0, toDays: 7 },
  { fromDays: 8, toDays: 14 },
  { fromDays: 15, toDays: 30 },
  { fromDays: 31, toDays: null },
] as const;

export type AgeCounts = readonly [number, number, number, number];
export const noAges: AgeCounts = [0, 0, 0, 0];

const dayMs = 24 * 60 * 60_000;

/** The bucket of a customer that has waited since then. */
export function bucketOf(since: Date, now: Date): number {
  const days = Math.floor((now.getTime() - since.getTime()) / dayMs);
  return ageBuckets.findIndex(({ toDays }) => toDays === null || days <= toDays);
}
