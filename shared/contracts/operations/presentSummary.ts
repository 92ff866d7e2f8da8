import { statuses, type Status } from '../../domain/customers/record.ts';
import { paceOf, type RunProgress } from '../../domain/run.ts';
import type { MailView, RunView, SummaryView } from './summary.ts';

type Counts = Readonly<Record<Status, number>>;
type Run = Readonly<Record<'due' | 'changed' | 'unchanged' | 'postponed' | 'failed', number>> & {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly nextRunAt: Date | null;
};

type Discovery = Readonly<Record<'seen' | 'added' | 'changed' | 'lost', number>> & {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

type MailState = {
  readonly waiting: number;
  readonly lastAt: Date | null;
  readonly quota: { readonly perMinute: number; readonly perHour: number };
  readonly pause: {
    readonly reason: NonNullable<MailView['paused']>['reason'];
    readonly since: Date;
    readonly until: Date;
  } | null;
  readonly reported: number;
  readonly hardBounces: number;
};

type Audit = {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly looked: number;
  readonly mended: Readonly<Record<string, number>>;
  readonly lastMendedAt: Date | null;
};

export type Summary = {
  readonly counts: Counts;
  readonly ambiguousProspects: number;
  readonly last: Run | undefined;
  readonly progress: RunProgress | undefined;
  readonly discovery: Discovery | undefined;
  readonly mail: MailState;
  readonly budget: { readonly limitPerMinute: number; readonly pausedUntil: Date | null };
  readonly audit: Audit | undefined;
};

export function presentSummary({
  counts,
  ambiguousProspects,
  last,
  progress,
  discovery,
  mail,
  budget,
  audit,
}: Summary): SummaryView {
  const { due, changed, unchanged, postponed, failed } = last ?? {
    due: 0,
    changed: 0,
    unchanged: 0,
    postponed: 0,
    failed: 0,
  };
  const tally = { due, changed, unchanged, postponed, failed };
  return {
    total: statuses.reduce((sum, status) => sum + counts[status], 0),
    byStatus: Object.fromEntries(statuses.map((status) => [status, counts[status]])) as Counts,
    ambiguousProspects,
    reconciliation: progress ? presentRun(progress) : null,
    lastReconciliation: last
      ? { startedAt: last.startedAt.toISOString(), finishedAt: last.finishedAt.toISOString(), ...tally }
      : null,
    // A run that took longer than its period learnt of an instant that has passed.
    nextReconciliationAt:
      last?.nextRunAt && last.nextRunAt > last.finishedAt ? last.nextRunAt.toISOString() : null,
    discovery: discovery ? presentDiscovery(discovery) : null,
    mail: presentMailState(mail),
    callBudget: {
      callsPerMinute: budget.limitPerMinute,
      pausedUntil: budget.pausedUntil?.toISOString() ?? null,
    },
    audit: audit ? presentAudit(audit) : null,
  };
}

export function presentMailState(state: MailState): MailView {
  const { waiting, lastAt, quota, pause, reported, hardBounces } = state;
  return {
    waiting,
    lastAt: lastAt?.toISOString() ?? null,
    ...quota,
    paused: pause && {
      reason: pause.reason,
      since: pause.since.toISOString(),
      until: pause.until.toISOString(),
    },
    reported,
    hardBounces,
  };
}

export function presentRun(run: RunProgress): RunView {
  const { id, state, startedAt, updatedAt, due, done, lastError } = run;
  const { perMinute, endsAt } = paceOf(run);
  return {
    ...{ id, state, due, done, perMinute },
    startedAt: startedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    estimatedEndAt: state === 'running' ? (endsAt?.toISOString() ?? null) : null,
    lastError: lastError && { code: lastError.code, at: lastError.at.toISOString() },
  };
}

function presentAudit({ startedAt, finishedAt, looked, mended, lastMendedAt }: Audit) {
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    looked,
    mended: Object.values(mended).reduce((sum, count) => sum + count, 0),
    lastMendedAt: lastMendedAt?.toISOString() ?? null,
  };
}

/** How far a discovery is. */
export function presentDiscovery({ startedAt, finishedAt, seen, added, changed, lost }: Discovery) {
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    ...{ seen, added, changed, lost },
  };
}
