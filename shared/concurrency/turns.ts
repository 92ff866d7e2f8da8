/** Lets one piece of work per key run at a time in this process. */
export type Turns = {
  /** `joined`: it runs already, and is repeated for us, unless it answers that it wants a rest. */
  take(key: string, work: () => Promise<'rests' | 'mayRepeat'>): Promise<'done' | 'joined'>;
};

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
