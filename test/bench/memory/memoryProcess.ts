import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../../infra/local/host/process/childProcess.ts';
import type { MemoryReport } from './memoryWorker.ts';
import { answerCalls, type Targets } from '../remote.ts';

/** The process may not have more for its objects, whatever the number of customers; Node would end it. */
export const heapMb = 64;

/** Runs a piece of work in a process with little memory; `report` fails when the process ends without one. */
export function startMemoryProcess(
  args: readonly string[],
  targets: Targets,
): { readonly report: Promise<MemoryReport>; kill(): void } {
  const path = fileURLToPath(new URL('./memoryWorker.ts', import.meta.url));
  const child = fork(path, [...args], {
    execArgv: [...typescriptArguments(), '--expose-gc', `--max-old-space-size=${String(heapMb)}`],
    // Dates and bytes survive the way.
    serialization: 'advanced',
  });
  answerCalls(child, targets);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`The process ended early: ${String(signal ?? code)}`);
  });
  const reported = new Promise<MemoryReport>((resolve) => {
    child.on('message', (message: object) => {
      if ('peakRss' in message) resolve(message as MemoryReport);
    });
  });
  return { report: Promise.race([reported, ended]), kill: () => void child.kill('SIGKILL') };
}
