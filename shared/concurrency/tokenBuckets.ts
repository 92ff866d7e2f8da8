export type BucketRules = {
  /** How many may come at once. */
  readonly capacity: number;
  /** After how long one more may come. */
  readonly refillMs: number;
};

/** More keys than ask at the same time; the one that asked longest ago is forgotten first. */
const maxKeys = 10_000;

/** A rate limit per key in this process (token bucket). `take` says whether one more is within it. */
export function createTokenBuckets({ capacity, refillMs }: BucketRules) {
  const buckets = new Map<string, { readonly tokens: number; readonly atMs: number }>();
  return {
    take(key: string, nowMs: number): boolean {
      const { tokens, atMs } = buckets.get(key) ?? { tokens: capacity, atMs: nowMs };
      const refilled = Math.min(capacity, tokens + Math.max(0, nowMs - atMs) / refillMs);
      const isWithin = refilled >= 1;
      buckets.delete(key);
      buckets.set(key, { tokens: isWithin ? refilled - 1 : refilled, atMs: nowMs });
      const [oldest] = buckets.keys();
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest);
      return isWithin;
    },
  };
}
