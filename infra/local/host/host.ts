import { setTimeout as sleep } from 'node:timers/promises';
import { createAdmin } from './admin.ts';
import type { CoreApp } from './app/coreModule.ts';
import { readHostJson } from './hostJson.ts';
import { listenToHttp } from './http/httpListener.ts';
import { createInvoke } from './invoke.ts';
import type { Keys } from './keys.ts';
import type { Listener } from './listener.ts';
import { loadApp } from './app/loadApp.ts';
import { describeError, type HostLog } from './log.ts';
import { loadQueueClients, type QueueClients } from './queue/queueClients.ts';
import { listenToQueue, type QueueListener } from './queue/queueListener.ts';
import { runOnce } from './runOnce.ts';
import { parseSchedule } from './schedule.ts';
import { applySettings, isDisabled, resolveSettings } from './settings.ts';
import { shiftDate } from './shiftDate.ts';
import { listenToTimer, type TimerListener } from './timerListener.ts';
import { createWriteOutput } from './app/writeOutput.ts';

export type HostOptions = {
  /** A built app: host.json, and package.json with `main`. */
  appDir: string;
  /** 0 takes any free port. */
  port: number;
  /** App settings; they win over the environment of this process. */
  settings: Readonly<Record<string, string>>;
  /** With keys, the authLevel of HTTP functions and of `/admin` is enforced. */
  keys?: Keys;
  log?: HostLog;
};

export type Host = {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  port: number;
  /** The names of all functions, in the order in which the app registered them. */
  functions: string[];
  /** Runs a queue or timer function once; the input is the text of the message. Throws what the handler throws. */
  invoke(name: string, input: string): Promise<void>;
  /**
   * Moves the clock, has messages and the named timers do what is due by it, and waits until that and all that follows
   * from it is done. Other timers run when they wake by themselves.
   */
  shift(offsetMs: number, timers: readonly string[]): Promise<void>;
  /** Starts nothing more, waits some seconds for what is running, then ends it. Safe to call twice. */
  stop(): Promise<void>;
};

const drainMs = 5_000;

/**
 * Runs a built Azure Functions app on plain Node: HTTP, storage queues, timers.
 * Throws when the app cannot be loaded, a setting is missing or the port is busy.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const restoreSettings = applySettings(options.appDir, options.settings);
  const log = options.log ?? (() => {});
  const ended = new AbortController();
  const listeners: Listener[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    const drained = Promise.all(listeners.map((listener) => listener.stop()));
    await Promise.race([drained, sleep(drainMs, undefined, { ref: false })]);
    ended.abort();
    restoreSettings();
  };
  try {
    const app = await loadApp(options.appDir, log);
    const running = await startListeners(app, options, { log, ended: ended.signal, listeners });
    const stop = async () => {
      await stopAll();
      running.http.closeConnections();
      for (const hook of app.hooks.appTerminate) await runTerminateHook(app, hook, log);
    };
    return {
      url: running.http.url,
      port: running.http.port,
      functions: app.functions.map((one) => one.name),
      invoke: running.invokeByName,
      async shift(offsetMs, timers) {
        shiftDate(offsetMs);
        await settle(running.settled, timers);
      },
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startListeners(
  app: CoreApp,
  options: HostOptions,
  shared: { log: HostLog; ended: AbortSignal; listeners: Listener[] },
) {
  const { log, listeners } = shared;
  const settings = process.env;
  const { routePrefix, functionTimeoutMs, queues: rules } = readHostJson(options.appDir, settings);
  const clients = usesQueues(app) ? await loadQueueClients(settings) : noQueues;
  const queueListeners: QueueListener[] = [];
  const timers = new Map<string, TimerListener>();
  const writeOutput = createWriteOutput({
    clients,
    rules,
    written: (queueUrl) => {
      for (const listener of queueListeners) if (listener.queueUrl === queueUrl) listener.wake();
    },
  });
  const invoke = createInvoke(app, { functionTimeoutMs, writeOutput });
  const enabled = app.functions.filter((one) => !isDisabled(one.name, settings));
  const run = (target: CoreApp['functions'][number], input: string) =>
    runOnce({ invoke, settings }, target, input);

  const http = await listenToHttp({
    port: options.port,
    routePrefix,
    functions: enabled.flatMap((target) =>
      target.trigger.kind === 'http' ? [{ ...target.trigger, target }] : [],
    ),
    keys: options.keys,
    invoke,
    fallback: createAdmin({
      functions: app.functions,
      isDisabled: (name) => isDisabled(name, settings),
      routePrefix,
      keys: options.keys,
      runOnce: run,
      log,
    }),
    log,
  });
  listeners.push(http);
  for (const target of enabled) {
    const { trigger } = target;
    if (trigger.kind === 'queue') {
      const listener = listenToQueue({
        ...trigger,
        target,
        clients,
        rules,
        invoke,
        ended: shared.ended,
        log,
      });
      queueListeners.push(listener);
      listeners.push(listener);
    } else if (trigger.kind === 'timer') {
      const schedule = parseSchedule(resolveSettings(trigger.schedule, settings));
      const timer = listenToTimer({ ...trigger, target, schedule, invoke, log });
      timers.set(target.name, timer);
      listeners.push(timer);
    } else if (trigger.kind === 'other') {
      const message = `not run here: this host has no ${trigger.type}`;
      log({ level: 'warning', source: 'host', functionName: target.name, message });
    }
  }

  const invokeByName = async (name: string, input: string) => {
    const target = app.functions.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!target) throw new Error(`there is no function ${name}`);
    await run(target, input);
  };
  return { http, invokeByName, settled: { timers, queues: queueListeners } };
}

/** What a message's run sends is taken in the next round; one that fails again and again is hidden ever longer. */
const maxRounds = 20;

async function settle(
  listeners: {
    readonly timers: ReadonlyMap<string, TimerListener>;
    readonly queues: readonly QueueListener[];
  },
  names: readonly string[],
): Promise<void> {
  const timers = names.flatMap((name) => listeners.timers.get(name) ?? []);
  await Promise.all(timers.map((one) => one.settle()));
  for (let round = 0; round < maxRounds; round += 1) {
    const took = await Promise.all(listeners.queues.map((one) => one.settle()));
    if (!took.some(Boolean)) return;
  }
}

async function runTerminateHook(
  app: CoreApp,
  hook: (context: object) => unknown,
  log: HostLog,
): Promise<void> {
  try {
    await hook({ hookData: app.hookData.appOnly, appHookData: app.hookData.app });
  } catch (error) {
    log({ level: 'error', source: 'host', message: `an appTerminate hook failed: ${describeError(error)}` });
  }
}

function usesQueues(app: CoreApp): boolean {
  return app.functions.some((one) =>
    Object.values(one.bindings).some((binding) => /^queue(trigger)?$/i.test(binding.type)),
  );
}

const noQueues: QueueClients = () => {
  throw new Error('this app was loaded without queues');
};
