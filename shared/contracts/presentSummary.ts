import { statuses, type Status } from '../domain/record.ts';
import type { MailView, SummaryView } from './summary.ts';

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

export function presentSummary(
  counts: Counts,
  last: Run | undefined,
  { discovery, mail }: { readonly discovery: Discovery | undefined; readonly mail: MailState },
): SummaryView {
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
    lastReconciliation: last
      ? { startedAt: last.startedAt.toISOString(), finishedAt: last.finishedAt.toISOString(), ...tally }
      : null,
    // A run that took longer than its period learnt of an instant that has passed.
    nextReconciliationAt:
      last?.nextRunAt && last.nextRunAt > last.finishedAt ? last.nextRunAt.toISOString() : null,
    discovery: discovery ? presentDiscovery(discovery) : null,
    mail: presentMailState(mail),
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

function presentDiscovery({ startedAt, finishedAt, seen, added, changed, lost }: Discovery) {
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    ...{ seen, added, changed, lost },
  };
}
