import { isUnderWay, type RunProgress } from '../../domain/run.ts';
import type { Needs } from '../ports/ports.ts';
import { receiptOf, replay } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { retryOnConflict } from '../retryOnConflict.ts';
import type { Run } from '../ports/schedulePorts.ts';
import { reconcileAgreements, type ReconcileOptions } from './reconcileAgreements.ts';

/** What is asked for or under way. */
export type StartedRun = RunProgress;

/**
 * Asks for a reconciliation now; while one is asked for or under way, that one is meant. Should the message
 * get lost, the next run of the timer takes over what was asked for.
 * @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY`
 */
export async function startReconciliation(
  needs: Pick<Needs, 'runs' | 'runWakeUps' | 'clock' | 'stableId'>,
  once?: Once<StartedRun>,
): Promise<Outcome<StartedRun>> {
  const { runs, clock } = needs;
  return retryOnConflict('The reconciliation', async () => {
    const replayed = await replay(once, runs.receipt);
    if (replayed) return replayed;
    const before = await runs.current();
    const now = clock.now();
    const goesOn = before && isUnderWay(before.progress, now);
    const run = goesOn ? before.progress : requested(needs, now);
    const receipt = receiptOf(once, run);
    const isStored = goesOn && !receipt ? 'committed' : await runs.request({ before, run, receipt });
    if (isStored === 'conflict') return undefined;
    if (run.state === 'requested') await needs.runWakeUps.send(run.id);
    return { kind: goesOn ? 'unchanged' : 'changed', record: run };
  });
}

/** Makes the reconciliation that was asked for, unless the timer was faster. It ends where the timer goes on. */
export async function runReconciliation(
  needs: Needs,
  id: string,
  report: ReconcileOptions['report'],
): Promise<Run | { readonly kind: 'notWaiting' }> {
  const current = await needs.runs.current();
  if (current?.progress.id !== id || current.progress.state !== 'requested') return { kind: 'notWaiting' };
  const next = (await needs.runs.last())?.nextRunAt ?? null;
  const nextRunAt = next && next > needs.clock.now() ? next : null;
  return reconcileAgreements(needs, { nextRunAt, report });
}

function requested({ stableId }: Pick<Needs, 'stableId'>, now: Date): RunProgress {
  const id = stableId('reconciliation', now.toISOString());
  return { id, state: 'requested', startedAt: now, updatedAt: now, due: 0, done: 0, lastError: null };
}
