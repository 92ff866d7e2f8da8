import { failAfter } from './withTimeout.ts';

/**
 * Runs one piece of work per key at a time in this process. A call during a run is answered `joined` at once:
 * the run repeats the work for it, unless the work answers `rests`.
 */
export type SingleFlight = (
  key: string,
  work: () => Promise<'rests' | 'mayRepeat'>,
) => Promise<'done' | 'joined'>;

/** Longer than any honest run of the work. */
const defaultLimitMs = 5 * 60_000;

/**
 * Single flights within this process; storage fences what other instances do. Work that does not end gives
 * its key back after `limitMs`, and its call fails.
 */
export function createSingleFlight(limitMs = defaultLimitMs): SingleFlight {
  const running = new Map<string, { isWanted: boolean }>();
  return async (key, work) => {
    const known = running.get(key);
    if (known) {
      known.isWanted = true;
      return 'joined';
    }
    const flight = { isWanted: true };
    running.set(key, flight);
    try {
      while (flight.isWanted) {
        flight.isWanted = false;
        if ((await failAfter(work(), limitMs)) === 'rests') break;
      }
    } finally {
      running.delete(key);
    }
    return 'done';
  };
}
