import { setImmediate } from 'node:timers/promises';
import type { AppFunction } from './app/coreModule.ts';
import type { Invoke } from './invoke.ts';
import type { Listener } from './listener.ts';
import { describeError, type HostLog } from './log.ts';
import type { Schedule } from './schedule.ts';
import { jsonData, type TypedData } from './app/typedData.ts';

/** A timer of Node cannot wait longer than 24 days; an hour also follows a clock that was set. */
const maxSleepMs = 3_600_000;

export type TimerListener = Listener & {
  /** After the clock was moved: runs it once where it is due, and waits for its end. */
  settle(): Promise<void>;
};

/** Runs a function on its schedule, one run at a time: an occurrence missed by a long run is left out. */
export function listenToTimer(options: {
  target: AppFunction;
  schedule: Schedule;
  runOnStartup: boolean;
  invoke: Invoke;
  log: HostLog;
}): TimerListener {
  const { target, schedule, log } = options;
  let isStopping = false;
  let wake = () => {};
  let lastRunAt: Date | undefined;
  let running: Promise<void> | undefined;
  let dueAt: Date | undefined;

  const run = () => (running = runNow().finally(() => (running = undefined)));
  const runNow = async () => {
    try {
      await options.invoke(target, timerData(schedule, new Date(), lastRunAt));
    } catch (error) {
      const message = `failed: ${describeError(error)}`;
      log({ level: 'error', source: 'host', functionName: target.name, message });
    }
    lastRunAt = new Date();
  };

  const sleep = (delayMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const tick = async () => {
    if (options.runOnStartup) await run();
    dueAt = schedule.next(new Date());
    while (!isStopping && dueAt) {
      const waitMs = dueAt.getTime() - Date.now();
      if (waitMs > 0) {
        await sleep(Math.min(waitMs, maxSleepMs));
        continue;
      }
      await run();
      dueAt = schedule.next(new Date(Math.max(Date.now(), dueAt.getTime())));
    }
  };

  const ticking = tick();
  return {
    async settle() {
      while (!isStopping && (running ?? (dueAt && dueAt.getTime() <= Date.now()))) {
        wake();
        await (running ?? setImmediate());
      }
    },
    stop: () => {
      isStopping = true;
      wake();
      return ticking;
    },
  };
}

/** What a timer function gets (the host sends these names in Pascal case). */
export function timerData(schedule: Schedule, now: Date, lastRunAt: Date | undefined): TypedData {
  // .NET's smallest date stands for "never".
  const last = lastRunAt?.toISOString() ?? '0001-01-01T00:00:00+00:00';
  return jsonData({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: last, LastUpdated: last, Next: schedule.next(now)?.toISOString() ?? last },
    IsPastDue: false,
  });
}
