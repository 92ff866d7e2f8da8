import type { Clock } from '../../../workflows/ports/ports.ts';

/** When something was stored and when the storage answered, by its own clock; the latter in whole seconds. */
export type StorageTimes = { readonly writtenAt: Date; readonly answeredAt: Date };

/** So much slower than the quickest answer is not slow any more: one of the clocks was set. */
const slowestMs = 5_000;

/**
 * Says how long ago something was stored, whatever the clock of the instance that stored it. Answers carry
 * whole seconds, so each difference is off by up to one; the smallest one seen is closest to the true one.
 */
export function createAge(clock: Clock): (times: StorageTimes) => number {
  let aheadMs = Infinity;
  return ({ writtenAt, answeredAt }) => {
    const nowMs = clock.now().getTime();
    const seenMs = nowMs - answeredAt.getTime();
    aheadMs = seenMs > aheadMs + slowestMs ? seenMs : Math.min(aheadMs, seenMs);
    return nowMs - aheadMs - writtenAt.getTime();
  };
}
