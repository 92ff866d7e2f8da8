import { decideExpiry } from '../domain/invitation.ts';
import { nextDueAt, nextStep } from '../domain/schedule.ts';
import { checkAgreement } from './checkAgreement.ts';
import type { DueRow, Needs, Reconciliation, Run, Stored } from './ports.ts';
import { sendMail } from './sendMail.ts';
import { transition } from './transition.ts';

type Result = keyof Omit<Reconciliation, 'due'> | 'stale';

const rowsPerRun = 1000;
const atOnce = 4;

/**
 * Does everything that is due, whatever became of the queue messages sent for it. Harmless to run twice
 * at once or to stop half way: each customer is one step under its own fence, and what was not reached
 * is first in line next time. A customer that fails does not hold up the others.
 */
export async function reconcileAgreements(
  needs: Needs,
  { nextRunAt, report }: { readonly nextRunAt: Date | null; report(this: void, failure: unknown): void },
): Promise<Run> {
  const startedAt = needs.clock.now();
  const run = { ...(await sweep(needs, report)), startedAt, finishedAt: needs.clock.now(), nextRunAt };
  await needs.runs.save(run);
  return run;
}

async function sweep(needs: Needs, report: (failure: unknown) => void): Promise<Reconciliation> {
  const rows = await needs.schedule.due(needs.clock.now(), rowsPerRun);
  const tally: Record<Result, number> = { changed: 0, unchanged: 0, postponed: 0, failed: 0, stale: 0 };
  const queue = rows.values();
  const worker = async (): Promise<void> => {
    for (const row of queue) {
      try {
        tally[await reconcileRow(needs, row)] += 1;
      } catch (failure) {
        tally.failed += 1;
        report(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { stale, ...done } = tally;
  return { due: rows.length - stale, ...done };
}

async function reconcileRow(needs: Needs, row: DueRow): Promise<Result> {
  const stored = await needs.agreements.find(row.customerTenantId);
  const current = await needs.schedule.claim(row, stored, needs.clock.now());
  return current && stored ? advance(needs, stored) : 'stale';
}

async function advance(needs: Needs, stored: Stored): Promise<Result> {
  const { record } = stored;
  const now = needs.clock.now();
  const { lastCheckedAt } = await needs.schedule.times(stored);
  switch (nextStep(record, now, lastCheckedAt)) {
    case 'sendMail':
      return (await sendMail(needs, record.customerTenantId)).kind === 'postponed' ? 'postponed' : 'changed';
    case 'expire':
      await transition(needs, record.customerTenantId, {
        by: { kind: 'system' },
        decide: (current) => decideExpiry(current, needs.clock.now()),
      });
      return 'changed';
    case 'check': {
      const { kind } = await checkAgreement(needs, record.customerTenantId);
      return kind === 'notDue' ? 'unchanged' : kind;
    }
    case 'wait':
      await needs.schedule.move(stored, nextDueAt(record, lastCheckedAt, now, needs.policy.wakeUpGraceMs));
      return 'unchanged';
  }
}
