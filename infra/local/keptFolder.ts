import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the local environment puts files, out of git's sight. */
export const localDir = fileURLToPath(new URL('../../.local/', import.meta.url));

/**
 * Takes a folder of kept data for this process alone: two environments writing to one would lose data.
 * @throws {Error} naming the process that has it
 */
export function takeKeptFolder(folder: string): { stop(): Promise<void> } {
  const lock = join(folder, 'process.pid');
  mkdirSync(folder, { recursive: true });
  const owner = readOwner(lock);
  if (owner !== undefined && isRunning(owner)) {
    throw new Error(
      `Another local environment (process ${String(owner)}) keeps its data in ${folder}. Stop it first.`,
    );
  }
  writeFileSync(lock, String(process.pid));
  return {
    stop: async () => {
      rmSync(lock, { force: true });
    },
  };
}

function readOwner(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    // Another user's process may not be signalled, but it is there.
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}
