/** A clock that only moves when everybody waits for it; then straight to the next who wakes. */
export type VirtualTime = {
  now(this: void): Date;
  sleep(this: void, ms: number): Promise<void>;
  /** Runs until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
};

export function createVirtualTime(start: Date): VirtualTime {
  let nowMs = start.getTime();
  let sleepers: { wakeMs: number; wake: () => void }[] = [];
  return {
    now: () => new Date(nowMs),
    sleep: (ms) =>
      new Promise((wake) => {
        const sleeper = { wakeMs: nowMs + Math.max(ms, 0), wake };
        const behind = sleepers.findIndex(({ wakeMs }) => wakeMs > sleeper.wakeMs);
        sleepers.splice(behind === -1 ? sleepers.length : behind, 0, sleeper);
      }),
    async run(work) {
      const state = { done: false };
      const watched = work.finally(() => (state.done = true));
      watched.catch(() => undefined);
      for (let idle = 0; !state.done;) {
        // Whatever is not asleep runs in microtasks, so after this turn everybody waits.
        await new Promise(setImmediate);
        const next = sleepers.shift();
        if (!next) {
          if ((idle += 1) > 1000) throw new Error('Everybody waits, and nobody sleeps.');
          continue;
        }
        idle = 0;
        nowMs = Math.max(nowMs, next.wakeMs);
        const awake = [next, ...sleepers.filter(({ wakeMs }) => wakeMs <= nowMs)];
        sleepers = sleepers.filter(({ wakeMs }) => wakeMs > nowMs);
        for (const { wake } of awake) wake();
      }
      return watched;
    },
  };
}
