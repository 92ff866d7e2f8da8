import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** Functions running in a process of their own. */
export type SpawnedHost = {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  /** Resolves when the process has ended, wanted or not. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** See `Host`; a host that cannot do that has no such thing. */
  shift?(offsetMs: number, timers: readonly string[]): Promise<void>;
  /** Ends the process for sure; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
};

/** Node's arguments that let a child run TypeScript, wherever it is started. */
export function typescriptArguments(): string[] {
  // import.meta.resolve is not there under vitest.
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

/** Passes on each line that a child prints. */
export function forwardLines(child: ChildProcess, log: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', log);
  }
}

/** Resolves when a child has ended and all it printed was read; also when it could not be started. */
export function exitOf(child: ChildProcess): SpawnedHost['exited'] {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

/** Asks for the end, and after a grace enforces it. */
export async function endChild(
  exited: SpawnedHost['exited'],
  options: { ask(): void; kill(): void; graceMs: number },
): Promise<void> {
  const timer = setTimeout(() => options.kill(), options.graceMs);
  options.ask();
  await exited;
  clearTimeout(timer);
}
