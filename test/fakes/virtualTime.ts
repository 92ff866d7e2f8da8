/** A clock that only moves when everybody waits for it; then straight to the next who wakes. */
export type VirtualTime = {
  now(this: void): Date;
  sleep(this: void, ms: number): Promise<void>;
  /** Runs until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
};

/** Whatever is not asleep runs in microtasks, so after one turn of the loop everybody waits. */
const oneTurn = () => new Promise<void>((done) => void setImmediate(done));

/** `quiet` resolves when nobody works: needed where work waits for more than this clock, such as another process. */
export function createVirtualTime(start: Date, quiet: () => Promise<void> = oneTurn): VirtualTime {
  type Sleeper = { wakeMs: number; wake: () => void };
  let nowMs = start.getTime();
  /** Soonest last, since taking from the end is cheap; of those at the same instant the first to sleep wakes first. */
  const sleepers: Sleeper[] = [];
  return {
    now: () => new Date(nowMs),
    sleep: (ms) =>
      new Promise((wake) => {
        const wakeMs = nowMs + Math.max(ms, 0);
        let [low, high] = [0, sleepers.length];
        while (low < high) {
          const middle = (low + high) >> 1;
          if ((sleepers[middle]?.wakeMs ?? 0) > wakeMs) low = middle + 1;
          else high = middle;
        }
        sleepers.splice(low, 0, { wakeMs, wake });
      }),
    async run(work) {
      const state = { done: false };
      const watched = work.finally(() => (state.done = true));
      watched.catch(() => undefined);
      for (let idle = 0; !state.done;) {
        await quiet();
        const next = sleepers.at(-1);
        if (!next) {
          if ((idle += 1) > 1000) throw new Error('Everybody waits, and nobody sleeps.');
          continue;
        }
        idle = 0;
        nowMs = Math.max(nowMs, next.wakeMs);
        while ((sleepers.at(-1)?.wakeMs ?? Infinity) <= nowMs) sleepers.pop()?.wake();
      }
      return watched;
    },
  };
}
