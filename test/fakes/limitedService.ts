/** How Partner Center counts: calls of the last minute, refused ones too (documented); the window is third party. */
export type LimitedService = {
  /** Takes a call; undefined when it is let through, else how long to wait. */
  call(this: void): number | undefined;
  readonly seen: { calls: number; refused: number };
};

export function createLimitedService(limit: () => number, now: () => Date): LimitedService {
  const windowMs = 60_000;
  let times: number[] = [];
  let oldest = 0;
  const seen = { calls: 0, refused: 0 };
  return {
    seen,
    call() {
      const nowMs = now().getTime();
      while ((times[oldest] ?? nowMs) <= nowMs - windowMs) oldest += 1;
      if (oldest > 2000) [times, oldest] = [times.slice(oldest), 0];
      times.push(nowMs);
      seen.calls += 1;
      if (times.length - oldest <= limit()) return undefined;
      seen.refused += 1;
      const inTheWay = times[times.length - limit()] ?? nowMs;
      return Math.max(1, Math.ceil((inTheWay + windowMs - nowMs) / 1000)) * 1000;
    },
  };
}
