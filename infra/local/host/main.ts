import { parseArgs } from 'node:util';
import { startHost, type Host } from './host.ts';
import { describeError, type HostLogEntry } from './log.ts';
import { shiftDate } from './shiftDate.ts';

/** What the parent may say to the host. `shift` sets how far its clock is ahead; see `Host` for `timers`. */
export type HostCommand = 'go' | 'stop' | { readonly shift: number; readonly timers: readonly string[] };

/** What the host says to its parent: once that it is ready, or why not; and after each shift. */
export type HostMessage = { ready: { url: string } } | { failed: { message: string } } | { shifted: number };

/**
 * The local host as a process: `main.ts --app-dir <folder> --port <n>`, settings in the environment.
 * With `--wait` it starts the app only when the parent says `go`, and has read its own code by then.
 * With `--ahead-ms` its clock is ahead of the computer's, and the parent may move it on.
 * Ends on `stop` from the parent, on SIGTERM, and when the parent is gone.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'app-dir': { type: 'string' },
      port: { type: 'string' },
      wait: { type: 'boolean' },
      'ahead-ms': { type: 'string', default: '0' },
    },
  });
  const aheadMs = Number(values['ahead-ms']);
  if (aheadMs !== 0) shiftDate(aheadMs);
  const hasParent = process.send !== undefined;
  let host: Host | undefined;
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    // Before it is ready there is nothing to wait for.
    void Promise.resolve(host?.stop()).finally(() => process.exit(0));
  };
  const shift = async (offsetMs: number, timers: readonly string[]): Promise<void> => {
    await host?.shift(offsetMs, timers);
    process.send?.({ shifted: offsetMs } satisfies HostMessage);
  };
  const go = new Promise<void>((resolve) => {
    process.on('message', (message: HostCommand) => {
      if (typeof message === 'object') void shift(message.shift, message.timers);
      if (message === 'stop') stop();
      if (message === 'go') resolve();
    });
  });
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  // Ctrl-C reaches the parent and this process alike: the parent decides on the order.
  process.on('SIGINT', () => !hasParent && stop());
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  try {
    if (values.wait) await go;
    host = await startHost({
      appDir: values['app-dir'] ?? '.',
      port: Number(values.port ?? 7071),
      settings: {},
      log: print,
    });
    print({
      level: 'information',
      source: 'host',
      message: `${host.functions.length} functions on ${host.url}`,
    });
    process.send?.({ ready: { url: host.url } } satisfies HostMessage);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!hasParent) console.error(message);
    await tellParent({ failed: { message } });
    process.exit(1);
  }
}

/** As on Azure, an uncaught error ends the process; its message may not be logged. */
function crash(error: unknown): void {
  print({ level: 'critical', source: 'host', message: `uncaught: ${describeError(error)}` });
  process.exit(1);
}

function print({ level, functionName, message }: HostLogEntry): void {
  const where = functionName === undefined ? '' : ` [${functionName}]`;
  console.log(`${level}${where} ${message.replace(/\s*[\r\n]+\s*/g, ' | ')}`);
}

function tellParent(message: HostMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });
}

await main();
