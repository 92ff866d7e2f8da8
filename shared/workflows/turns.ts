import type { Turns } from './webhookPorts.ts';

/** Turns within this process; what other instances do is fenced by storage. */
export function createTurns(): Turns {
  const running = new Map<string, { isWanted: boolean }>();
  return {
    async take(key, work) {
      const known = running.get(key);
      if (known) {
        known.isWanted = true;
        return 'joined';
      }
      const turn = { isWanted: true };
      running.set(key, turn);
      try {
        while (turn.isWanted) {
          turn.isWanted = false;
          if ((await work()) === 'rests') break;
        }
      } finally {
        running.delete(key);
      }
      return 'done';
    },
  };
}
