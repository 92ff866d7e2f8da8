import type { Reschedule } from '../ports/schedulePorts.ts';
import type { Needs } from '../ports/ports.ts';

export type RescheduleBatch = {
  /** Takes a move; it is made when a transaction is full, or with the rest. */
  add(move: Reschedule): Promise<void>;
  /** Makes all that are left. */
  flush(): Promise<void>;
};

/** Gathers moves of one group until they fill a transaction. */
export function createRescheduleBatch(
  { schedule }: Pick<Needs, 'schedule'>,
  heard: { done(moved: number, lost: number): void; failed(failure: unknown, count: number): void },
): RescheduleBatch {
  const open = new Map<string, Reschedule[]>();
  const make = async (batch: readonly Reschedule[]): Promise<void> => {
    try {
      const moved = await schedule.rescheduleAll(batch);
      heard.done(moved, batch.length - moved);
    } catch (failure) {
      // Nothing is lost: the rows stay due, and Microsoft is asked once more.
      heard.failed(failure, batch.length);
    }
  };
  return {
    async add(move) {
      const batch = [...(open.get(move.row.group) ?? []), move];
      open.set(move.row.group, batch);
      if (batch.length < schedule.movesAtOnce) return;
      open.delete(move.row.group);
      await make(batch);
    },
    async flush() {
      const batches = [...open.values()];
      open.clear();
      await Promise.all(batches.map(make));
    },
  };
}
