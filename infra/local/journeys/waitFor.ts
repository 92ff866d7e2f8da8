import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than several failures in a row, which are half a minute apart. */
const patienceMs = 180_000;
const pauseMs = 150;

/** Looks until `look` finds something. @throws {Error} naming what never came */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${String(patienceMs / 1000)} s in vain for ${what}`);
    await sleep(pauseMs);
  }
}
