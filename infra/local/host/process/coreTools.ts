import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, exitOf, forwardLines, type SpawnedHost } from './childProcess.ts';

const defaultGraceMs = 10_000;
/** The first start downloads the extension bundle. */
const defaultReadyWithinMs = 180_000;

/** The path of Azure Functions Core Tools' `func`, or undefined when it is not on PATH. */
export async function findFunc(path = process.env.PATH ?? ''): Promise<string | undefined> {
  const names = process.platform === 'win32' ? ['func.exe'] : ['func'];
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const name of names) {
      const file = join(folder, name);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

/**
 * Runs a built app with Core Tools; resolves when the host answers.
 * Throws when `func` ends before that, or does not answer in time.
 */
export async function spawnFunc(options: {
  /** From findFunc. */
  func: string;
  appDir: string;
  port: number;
  settings: Readonly<Record<string, string>>;
  log(line: string): void;
  readyWithinMs?: number;
  /** How long it may take to end by itself. */
  graceMs?: number;
}): Promise<SpawnedHost> {
  const settings = {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT: '1',
    ...options.settings,
  };
  const child = spawn(options.func, ['start', '--port', String(options.port)], {
    cwd: options.appDir,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C does not reach it before the parent decides, and its workers end with it.
    detached: true,
  });
  forwardLines(child, options.log);
  const exited = exitOf(child);
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const { graceMs = defaultGraceMs } = options;
  const stop = async () => {
    await endChild(exited, {
      ask: () => signalGroup('SIGTERM'),
      kill: () => signalGroup('SIGKILL'),
      graceMs,
    });
    signalGroup('SIGKILL');
  };
  const url = `http://127.0.0.1:${options.port}`;
  const waiting = new AbortController();
  const ended = exited.then(({ code, signal }) => {
    throw new Error(`func ended before it was ready (${signal ?? `code ${code}`})`);
  });
  try {
    await Promise.race([
      untilAnswering(url, waiting.signal, options.readyWithinMs ?? defaultReadyWithinMs),
      ended,
    ]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    waiting.abort();
  }
  return { url, exited, stop };
}

async function untilAnswering(url: string, waiting: AbortSignal, withinMs: number): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!waiting.aborted && Date.now() < giveUpAt) {
    if (await answers(`${url}/admin/host/status`)) return;
    await sleep(100);
  }
  throw new Error(`func did not answer on ${url} within ${withinMs} ms`);
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
