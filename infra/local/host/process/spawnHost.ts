import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endChild, exitOf, forwardLines, typescriptArguments, type SpawnedHost } from './childProcess.ts';
import type { HostCommand, HostMessage } from '../main.ts';

/** A little more than the host itself allows running functions. */
const defaultGraceMs = 8_000;

/**
 * Runs a built app in a child process of the local host; resolves when it answers.
 * Throws with the child's own reason when it cannot start: a busy port, a missing setting, an app that does not load.
 */
export async function spawnHost(options: {
  appDir: string;
  /** 0 takes any free port. */
  port: number;
  settings: Readonly<Record<string, string>>;
  log(line: string): void;
  /** The host as a bundled program; without it, its sources are read. */
  main?: string;
  /** The app starts when this is done; the process gets ready for it meanwhile. Its failure is passed on. */
  after?: Promise<unknown>;
  /** How far its clock is ahead of the computer's. */
  aheadMs?: number;
  /** How long stop waits before it kills. */
  graceMs?: number;
}): Promise<SpawnedHost> {
  const program = options.main
    ? [options.main]
    : [...typescriptArguments(), fileURLToPath(new URL('../main.ts', import.meta.url))];
  const child = spawn(
    process.execPath,
    [
      ...program,
      ...['--app-dir', options.appDir, '--port', String(options.port)],
      ...(options.after ? ['--wait'] : []),
      ...(options.aheadMs ? ['--ahead-ms', String(options.aheadMs)] : []),
    ],
    { env: { ...process.env, ...options.settings }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  forwardLines(child, options.log);
  const exited = exitOf(child);
  const kill = () => child.kill('SIGKILL');
  const stop = () =>
    endChild(exited, {
      ask: () => {
        if (child.connected) child.send('stop' satisfies HostCommand);
      },
      kill,
      graceMs: options.graceMs ?? defaultGraceMs,
    });
  const go = options.after?.then(() => {
    if (child.connected) child.send('go' satisfies HostCommand);
    // The race is decided by the child or by a failure.
    return new Promise<never>(() => undefined);
  });
  const url = await Promise.race([
    readyUrl(child),
    ...(go ? [go] : []),
    exited.then(({ code, signal }) => {
      throw new Error(`the functions host ended before it was ready (${signal ?? `code ${code}`})`);
    }),
  ]).catch(async (error: unknown) => {
    kill();
    await exited;
    throw error;
  });
  const shift = (offsetMs: number, timers: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      const hear = (message: HostMessage): void => {
        if (!('shifted' in message) || message.shifted !== offsetMs) return;
        child.off('message', hear);
        resolve();
      };
      child.on('message', hear);
      child.send({ shift: offsetMs, timers } satisfies HostCommand);
      void exited.then(() => {
        reject(new Error('the functions host has ended'));
      });
    });
  return { url, exited, shift, stop };
}

function readyUrl(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: HostMessage) => {
      if ('ready' in message) resolve(message.ready.url);
      else if ('failed' in message) reject(new Error(message.failed.message));
    });
    child.once('error', reject);
  });
}
