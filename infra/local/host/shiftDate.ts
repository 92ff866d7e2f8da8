/** The computer's clock, whatever is shifted. */
const ComputerDate = Date;
let offsetMs = 0;
let isShifting = false;

/**
 * Moves what `Date` tells in this thread; timers and durations stay as they are. This is how time travels in the
 * local environment, so that the app itself has no switch for it.
 */
export function shiftDate(ms: number): void {
  offsetMs = ms;
  if (isShifting) return;
  isShifting = true;
  globalThis.Date = new Proxy(ComputerDate, {
    construct: (target, given: unknown[], shifted) =>
      Reflect.construct(target, given.length > 0 ? given : [nowMs()], shifted) as object,
    get: (target, name, receiver) =>
      name === 'now' ? nowMs : (Reflect.get(target, name, receiver) as unknown),
  });
}

function nowMs(): number {
  return ComputerDate.now() + offsetMs;
}
