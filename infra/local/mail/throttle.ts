import type { Quota } from './settings.ts';

export type Throttle = {
  /** Counts one call; says in how many seconds the next may come when this one is too many. */
  count(quota: Quota | undefined, now: Date): number | undefined;
  clear(): void;
};

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Counts calls over the last minute and hour. Calls that are refused count as well: documented. */
export function createThrottle(): Throttle {
  let calls: number[] = [];
  return {
    count(quota, now) {
      if (!quota) return undefined;
      const nowMs = now.getTime();
      const freeAtMs = Math.max(
        whenFree(calls, quota.perMinute, minuteMs),
        whenFree(calls, quota.perHour, hourMs),
      );
      // Older calls than these can never be the one that has to leave the window.
      calls = [...calls, nowMs].slice(-Math.max(quota.perMinute, quota.perHour));
      if (freeAtMs <= nowMs) return undefined;
      const nextAtMs = Math.max(
        whenFree(calls, quota.perMinute, minuteMs),
        whenFree(calls, quota.perHour, hourMs),
      );
      return Math.ceil((nextAtMs - nowMs) / 1000);
    },
    clear: () => void (calls = []),
  };
}

/** When the oldest call that fills the window leaves it. */
function whenFree(calls: readonly number[], limit: number, windowMs: number): number {
  const oldest = calls[calls.length - limit];
  return oldest === undefined ? 0 : oldest + windowMs;
}
