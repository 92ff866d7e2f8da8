import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Snapshot<State> = {
  /** What the file held, or undefined on a first start or without a file. */
  load(): State | undefined;
  /** Writes soon; many calls in a row write once. */
  saveSoon(): void;
  saveNow(): void;
};

const quietMs = 50;

/** Keeps a simulator's state in one JSON file for `npm start -- --persist`; without a path it does nothing. */
export function createSnapshot<State>(path: string | undefined, read: () => State): Snapshot<State> {
  let timer: NodeJS.Timeout | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!path) return;
    mkdirSync(dirname(path), { recursive: true });
    // A rename is all or nothing: a process killed half way leaves the earlier state.
    writeFileSync(`${path}.new`, JSON.stringify(read()));
    renameSync(`${path}.new`, path);
  };
  return {
    load() {
      if (!path) return undefined;
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as State;
      } catch {
        return undefined;
      }
    },
    saveSoon() {
      if (path) timer ??= setTimeout(saveNow, quietMs);
    },
    saveNow,
  };
}
