import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import { decideExpiry } from '../../domain/customers/invitation.ts';
import {
  nextDueAt,
  nextLookAt,
  nextStep,
  type NextStep,
  type CheckSnapshot,
} from '../../domain/customers/schedule.ts';
import { isBlocked, isNews, judge, type Observation } from '../../domain/customers/standing.ts';
import {
  observe,
  checkAgreement,
  rescheduleCheck,
  retryCheckLater,
  applyObservation,
} from '../checks/checkAgreement.ts';
import { followRun } from './followRun.ts';
import { createRescheduleBatch, type RescheduleBatch } from './rescheduleBatch.ts';
import type { Deferred } from '../customers/retryLater.ts';
import { remindCustomer } from '../invitations/remindCustomer.ts';
import type { DueRow, Reconciliation, Run } from '../ports/schedulePorts.ts';
import type { Needs } from '../ports/ports.ts';
import type { Stored } from '../ports/recordPorts.ts';
import { pollAttestation } from '../attestations/pollAttestation.ts';
import { sendMail } from './sendMail.ts';
import { submitAttestation } from '../attestations/submitAttestation.ts';
import { transition } from '../customers/transition.ts';

type Result = keyof Omit<Reconciliation, 'due'> | 'stale' | 'moving' | 'tooSoon' | 'blocked';

/** In transactions that are full, of which one group fills no more than a page (1,000 rows, documented). */
const batchesPerGroup = 30;
/** At 500 calls a minute and 150 ms each, two hands are enough; four bear a slow minute. */
const concurrency = 4;
/** The host ends a function after ten minutes. */
const maxRunMs = 9 * 60_000;
const marginMs = 10_000;
/** After so many failures in a row Partner Center counts as unavailable; all other customers stay due. */
const breakAfter = 20;
/** Microsoft could not be asked, and the next customer's turn would most likely end the same. */
const vainResults: readonly Result[] = ['postponed', 'tooSoon', 'blocked'];

export type ReconcileOptions = {
  readonly nextRunAt: Date | null;
  report(this: void, failure: unknown): void;
};

type Sweep = ReconcileOptions & {
  readonly needs: Needs;
  readonly moves: RescheduleBatch;
  /** Hears of everything that kept a customer from being asked about. */
  failed(this: void, code: ErrorCode): void;
};

/**
 * Does everything that is due, whatever became of the queue messages sent for it. Rows that only wait for
 * a look at Microsoft are neither read nor written one by one: those without news move on together.
 * Harmless to run twice at once or to stop half way: each customer is one step under its own fence, and
 * what was not reached is first in line next time. A customer that fails does not hold up the others.
 */
export async function reconcileAgreements(needs: Needs, options: ReconcileOptions): Promise<Run> {
  const startedAt = needs.clock.now();
  const until = endOfRun(startedAt, options.nextRunAt);
  const tally: Record<Result, number> = {
    ...{ changed: 0, unchanged: 0, postponed: 0, failed: 0 },
    ...{ stale: 0, moving: 0, tooSoon: 0, blocked: 0 },
  };
  const rowsPerGroup = batchesPerGroup * needs.schedule.movesAtOnce;
  let found = 0;
  /** Of those, who is still due: untouched, or without an answer for want of calls. */
  let waiting = 0;
  let inVain = 0;
  const notes = await followRun(needs, startedAt);
  let counted = notes.left;
  const soFar = () => {
    const { changed, unchanged, postponed, failed, stale } = tally;
    const due = Math.max(Math.max(counted, found) - stale, 0);
    return { due, done: changed + unchanged + postponed + failed };
  };
  const moves = createRescheduleBatch(needs, {
    done(moved, lost) {
      tally.unchanged += moved;
      tally.stale += lost;
    },
    failed(failure, count) {
      tally.failed += count;
      notes.failed(codeOf(failure));
      options.report(failure);
    },
  });
  const sweep: Sweep = { ...options, needs, moves, failed: notes.failed };

  for (let goesOn = true; goesOn;) {
    const rows = await needs.schedule.due(needs.clock.now(), needs.schedule.groups * rowsPerGroup);
    const inGroups = byGroup(rows);
    // Those who waited are found again.
    found += rows.length - waiting;
    const isAll = inGroups.every(({ length }) => length < rowsPerGroup);
    if (counted === 0 && !isAll) counted = await needs.schedule.countDue(startedAt);
    if (rows.length > 0) await notes.note(soFar());
    const left = inGroups.flat().values();
    const worker = async (): Promise<void> => {
      for (const row of left) {
        const result = await tryRow(sweep, row);
        tally[result] += 1;
        inVain = vainResults.includes(result) ? inVain + 1 : 0;
        const now = needs.clock.now();
        const saving = notes.note(soFar());
        if (saving) await saving;
        if (now >= until || inVain >= breakAfter) return;
      }
    };
    const before = { ...tally };
    await Promise.all(Array.from({ length: concurrency }, worker));
    await moves.flush();
    const moved = (['changed', 'unchanged', 'postponed', 'stale'] as const).some(
      (kind) => tally[kind] > before[kind],
    );
    // No group gave as much as it may: that was all. None moved: what is left fails, and would fail again.
    goesOn = !isAll && moved && inVain < breakAfter && needs.clock.now() < until;
    waiting = tally.tooSoon - before.tooSoon + [...left].length;
  }
  const { changed, unchanged, postponed, failed } = tally;
  const due = Math.max(found - tally.stale - waiting, 0);
  const finishedAt = needs.clock.now();
  const { nextRunAt } = options;
  const run = { due, changed, unchanged, postponed, failed, startedAt, finishedAt, nextRunAt };
  await notes.finish(run, soFar());
  return run;
}

/** Shortly before the timer fires, so that the next run follows without a gap: a timer waits for no run. */
function endOfRun(startedAt: Date, nextRunAt: Date | null): Date {
  const periodMs = nextRunAt ? nextRunAt.getTime() - startedAt.getTime() : 0;
  const periods = periodMs > 2 * marginMs ? Math.floor(maxRunMs / periodMs) : 0;
  const runMs = periods > 0 ? periods * periodMs - marginMs : maxRunMs;
  return new Date(startedAt.getTime() + runMs);
}

/** Group by group, the one whose first row waits longest first: so that few transactions are open at a time. */
function byGroup(rows: readonly DueRow[]): DueRow[][] {
  const found = new Map<string, DueRow[]>();
  for (const row of rows) found.set(row.group, [...(found.get(row.group) ?? []), row]);
  return [...found.values()];
}

async function tryRow(sweep: Sweep, row: DueRow): Promise<Result> {
  try {
    const { watch } = row;
    const now = sweep.needs.clock.now();
    const onlyLook = watch !== null && (!watch.actAt || watch.actAt > now);
    return onlyLook ? await checkRow(sweep, row, watch) : await readAndAdvance(sweep, row);
  } catch (failure) {
    sweep.failed(codeOf(failure));
    sweep.report(failure);
    return 'failed';
  }
}

function codeOf(failure: unknown): ErrorCode {
  return failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR';
}

/** Checks a customer at Microsoft from its due row; the record is read only when there is news. */
async function checkRow(sweep: Sweep, row: DueRow, watch: CheckSnapshot): Promise<Result> {
  const { needs, moves, failed } = sweep;
  const { customerTenantId } = row;
  const { clock, policy } = needs;
  let heard;
  try {
    heard = await observe(needs, { customerTenantId, country: 'known', checkRequestedAt: null });
  } catch (failure) {
    if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
    failed(failure.code);
    // Throttling is not this customer's fault: the row stays first, and the budget knows how long to wait.
    if (failure.code === 'PARTNER_CENTER_THROTTLED') return 'tooSoon';
    const stored = await claimed(needs, row);
    return stored ? (await retryCheckLater(needs, stored, row.dueAt, failure)).kind : 'stale';
  }
  const now = clock.now();
  const standing = judge(heard.observation, policy, { now, directSeenAt: watch.directSeenAt ?? null });
  const hasMoved = heard.described && heard.described.resellerTenantId !== watch.resellerTenantId;
  if (!isNews(watch, standing) && !hasMoved) {
    const checkedAt = standing.kind === 'unknown' ? null : now;
    await moves.add({ row, dueAt: nextLookAt(watch, { heard: standing, lookedAt: now }, policy), checkedAt });
    return isStopped(sweep, heard.observation) ? 'blocked' : 'moving';
  }
  const stored = await claimed(needs, row);
  if (!stored) return 'stale';
  // Without a country one more question belongs to the check, and the check asks it.
  if (!stored.record.country) return advance(sweep, stored);
  const hasNews = await applyObservation(needs, stored.record, heard);
  if (!hasNews) await rescheduleCheck(needs, stored, heard);
  if (isStopped(sweep, heard.observation)) return 'postponed';
  return hasNews ? 'changed' : 'unchanged';
}

/** Whether sign-in fails: then no customer can be checked before it is fixed. */
function isStopped({ failed }: Sweep, observation: Observation | undefined): boolean {
  const stopped = isBlocked(observation);
  if (stopped) failed('PARTNER_CENTER_SIGN_IN_FAILED');
  return stopped;
}

async function readAndAdvance(sweep: Sweep, row: DueRow): Promise<Result> {
  const stored = await claimed(sweep.needs, row);
  return stored ? advance(sweep, stored) : 'stale';
}

/** The record, if it is for this row to speak for it. */
async function claimed(needs: Needs, row: DueRow): Promise<Stored | undefined> {
  const stored = await needs.agreements.find(row.customerTenantId);
  return (await needs.schedule.claim(row, stored, needs.clock.now())) ? stored : undefined;
}

async function advance(sweep: Sweep, stored: Stored): Promise<Result> {
  const { needs } = sweep;
  const { record } = stored;
  const now = needs.clock.now();
  const { lastCheckedAt } = await needs.schedule.times(stored);
  const step = nextStep(record, { now, lastCheckedAt }, needs.policy);
  if (step !== 'sendMail') return doStep(sweep, stored, step);
  const { kind } = await sendMail(needs, record.customerTenantId);
  if (kind !== 'postponed' && kind !== 'underWay') return 'changed';
  // A mail that waits for its turn, maybe for days, does not hold up the other steps.
  const rest = nextStep({ ...record, mails: [] }, { now, lastCheckedAt }, needs.policy);
  const held = rest === 'wait' ? undefined : await needs.agreements.find(record.customerTenantId);
  return held && rest !== 'sendMail' ? doStep(sweep, held, rest) : 'postponed';
}

async function doStep(sweep: Sweep, stored: Stored, step: Exclude<NextStep, 'sendMail'>): Promise<Result> {
  const { needs } = sweep;
  const { record } = stored;
  switch (step) {
    case 'attest':
      return resultOf(sweep, await submitAttestation(needs, record.customerTenantId));
    case 'pollAttestation':
      return resultOf(sweep, await pollAttestation(needs, stored));
    case 'expire':
      await transition(needs, record.customerTenantId, {
        by: { kind: 'system' },
        decide: (current) => decideExpiry(current, needs.clock.now()),
      });
      return 'changed';
    case 'remind':
      return (await remindCustomer(needs, record.customerTenantId)) ? 'changed' : 'unchanged';
    case 'check': {
      const outcome = await checkAgreement(needs, record.customerTenantId);
      if ('observation' in outcome && isStopped(sweep, outcome.observation)) return 'postponed';
      return resultOf(sweep, outcome);
    }
    case 'wait': {
      const { lastCheckedAt } = await needs.schedule.times(stored);
      const dueAt = nextDueAt(record, { now: needs.clock.now(), lastCheckedAt }, needs.policy);
      await needs.schedule.move(stored, dueAt);
      return 'unchanged';
    }
  }
}

type Outcome = { readonly kind: 'nothingToDo' | 'notDue' | 'changed' | 'unchanged' } | Deferred;

function resultOf({ failed }: Sweep, outcome: Outcome): Result {
  if (outcome.kind === 'postponed') failed(outcome.code);
  return outcome.kind === 'nothingToDo' || outcome.kind === 'notDue' ? 'unchanged' : outcome.kind;
}
