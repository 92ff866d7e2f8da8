/** The time of a simulated world, in which work can wait for an instant. */
export type Clock = {
  now(): Date;
  /** Runs the work at an instant, at once where that is past; the answer calls it off. */
  at(instant: Date, work: () => void): () => void;
};

/** A clock that people can move forward. In between it goes at normal speed. */
export type TravelClock = Clock & {
  /** How far it is ahead of the computer's clock; behind where negative. */
  offsetMs(): number;
  /** Moves to an instant; what was to happen until then happens now, each with the time it was due at. */
  moveTo(instant: Date): void;
  /** When the next work is due; undefined where none waits. */
  nextAt(): Date | undefined;
};

type Alarm = { readonly atMs: number; readonly work: () => void };

/** A timer of Node cannot wait longer than 24 days. */
const maxTimerMs = 2 ** 31 - 1;

/** Ahead of the computer's clock by `offsetMs` at first. What waits does not keep the process alive. */
export function createClock(startOffsetMs = 0): TravelClock {
  let offsetMs = startOffsetMs;
  let timer: NodeJS.Timeout | undefined;
  const alarms = new Set<Alarm>();
  const nowMs = (): number => Date.now() + offsetMs;
  const first = (): Alarm | undefined =>
    [...alarms].reduce<Alarm | undefined>((a, b) => (a && a.atMs <= b.atMs ? a : b), undefined);

  const ring = (untilMs: number): void => {
    for (let next = first(); next && next.atMs <= untilMs; next = first()) {
      alarms.delete(next);
      offsetMs = Math.max(offsetMs, next.atMs - Date.now());
      next.work();
    }
  };
  const plan = (): void => {
    clearTimeout(timer);
    const next = first();
    if (!next) return;
    const waitMs = Math.min(Math.max(next.atMs - nowMs(), 0), maxTimerMs);
    timer = setTimeout(() => {
      // A timer may come a millisecond early.
      if (next.atMs - nowMs() <= 1) ring(Math.max(nowMs(), next.atMs));
      plan();
    }, waitMs).unref();
  };

  return {
    now: () => new Date(nowMs()),
    offsetMs: () => offsetMs,
    at(instant, work) {
      const alarm = { atMs: instant.getTime(), work };
      alarms.add(alarm);
      plan();
      return () => {
        if (alarms.delete(alarm)) plan();
      };
    },
    moveTo(instant) {
      ring(instant.getTime());
      offsetMs = Math.max(offsetMs, instant.getTime() - Date.now());
      plan();
    },
    nextAt() {
      const next = first();
      return next && new Date(next.atMs);
    },
  };
}

/** Waits by the computer's timers, for a simulator whose clock stays at real time. */
export function waitByTimer(now: () => Date): Clock['at'] {
  return (instant, work) => {
    const waitMs = Math.min(Math.max(instant.getTime() - now().getTime(), 0), maxTimerMs);
    const timer = setTimeout(work, waitMs).unref();
    return () => {
      clearTimeout(timer);
    };
  };
}
