import { withTimeout } from './withTimeout.ts';

/** Runs work of one key one after the other, in the order of the calls, within this process. */
export type InLine = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Longer than a call to storage with all its retries takes. */
const defaultLimitMs = 60_000;

/** Lines in which work that does not end holds up the next one for `limitMs` at most. */
export function createLines(limitMs = defaultLimitMs): InLine {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const end = withTimeout(mine, limitMs).catch(() => undefined);
    last.set(key, end);
    return mine;
  };
}
