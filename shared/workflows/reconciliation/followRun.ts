import type { ErrorCode } from '../../domain/errors.ts';
import { leftOver, type RunProgress } from '../../domain/run.ts';
import type { Needs } from '../ports/ports.ts';
import type { Run } from '../ports/schedulePorts.ts';

type Counts = Pick<RunProgress, 'due' | 'done'>;

/** Keeps how far a run is. */
export type RunNotes = {
  /** How many customers the previous run left; 0 when unknown. */
  readonly left: number;
  failed(this: void, code: ErrorCode): void;
  /** Keeps it at the beginning, soon after, then each 500 customers and each minute, so that it costs next to nothing. */
  note(counts: Counts): Promise<void> | undefined;
  finish(run: Run, counts: Counts): Promise<void>;
};

const maxDone = 500;
const [leastMs, firstMs, mostMs] = [3_000, 10_000, 60_000];

/** Starts the notes of a run, which takes over a requested one. A run with nothing due leaves no notes. */
export async function followRun(
  { runs, clock, stableId }: Pick<Needs, 'runs' | 'clock' | 'stableId'>,
  startedAt: Date,
): Promise<RunNotes> {
  const asked = await runs.current();
  const isAsked = asked?.progress.state === 'requested';
  const id = isAsked ? asked.progress.id : stableId('reconciliation', startedAt.toISOString());
  let saved: RunProgress | undefined;
  let lastError: RunProgress['lastError'] = null;
  const progressOf = (state: RunProgress['state'], { due, done }: Counts): RunProgress => ({
    ...{ id, state, startedAt, updatedAt: clock.now(), due, done, lastError },
  });
  const save = (counts: Counts): Promise<void> => {
    saved = progressOf('running', counts);
    return runs.note(saved);
  };
  if (isAsked) await save({ due: 0, done: 0 });
  return {
    left: asked ? leftOver(asked.progress, startedAt) : 0,
    failed(code) {
      lastError = { code, at: clock.now() };
    },
    note(counts) {
      const sinceMs = saved ? clock.now().getTime() - saved.updatedAt.getTime() : mostMs;
      const isMuch = counts.done - (saved?.done ?? 0) >= maxDone;
      const isFirst = saved?.due === 0 && counts.due > 0;
      // The first progress is saved early, so that the person who requested the run sees it move.
      const isLong = sinceMs >= (saved?.done === 0 && counts.done > 0 ? firstMs : mostMs);
      return isFirst || isLong || (isMuch && sinceMs >= leastMs) ? save(counts) : undefined;
    },
    finish: (run, counts) => runs.save(run, saved ? progressOf('finished', counts) : null),
  };
}
