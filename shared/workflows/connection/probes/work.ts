import type { Probe } from '../../ports/connectionPorts.ts';

const lateMs = 60 * 60_000;

/** Whether calls to Partner Center are held back. */
export const callBudget: Probe = {
  name: 'callBudget',
  async look({ callBudget: budget }) {
    const { limitPerMinute, pausedUntil } = await budget.state();
    const facts = { limitPerMinute, pausedUntil: pausedUntil?.toISOString() ?? null };
    return { condition: pausedUntil ? 'callsPaused' : 'callsFlow', facts };
  },
};

/** Whether the sweep runs, the safety net for all lost work. */
export const reconciliation: Probe = {
  name: 'reconciliation',
  async look({ runs, clock }) {
    const last = await runs.last();
    const isLate = !last || clock.now().getTime() - last.finishedAt.getTime() > lateMs;
    const facts = { finishedAt: last?.finishedAt.toISOString() ?? null, failed: last?.failed ?? null };
    return { condition: isLate ? 'reconciliationLate' : 'reconciliationRuns', facts };
  },
};

/** Whether what Partner Center says of agreements has a form that we know. */
export const agreementAnswers: Probe = {
  name: 'agreementAnswers',
  async look({ customerIndex }) {
    const filter = { status: 'unknown', reason: 'unreadable' } as const;
    const { stored } = await customerIndex.page(filter, 1, null);
    const condition = stored.length > 0 ? 'answersUnreadable' : 'answersReadable';
    return { condition, facts: { isAnyUnreadable: stored.length > 0 } };
  },
};

/** A day without the end of the list, or three runs that failed: new customers are found late. */
const behindMs = 24 * 60 * 60_000;
const maxFailingRuns = 3;

/** Whether customers new at Partner Center are found. */
export const discovery: Probe = {
  name: 'discovery',
  async look({ discoveries, clock }) {
    const progress = await discoveries.progress();
    if (!progress) return { condition: 'discoveryRuns', facts: { finishedAt: null } };
    const { finishedAt, lastFinishedAt, startedAt, failing } = progress;
    const ended = finishedAt ?? lastFinishedAt ?? null;
    const age = clock.now().getTime() - (ended ?? startedAt).getTime();
    const failedRuns = failing?.runs ?? 0;
    const isBehind = age > behindMs || failedRuns >= maxFailingRuns;
    const facts = { finishedAt: ended?.toISOString() ?? null, failedRuns };
    return { condition: isBehind ? 'discoveryBehind' : 'discoveryRuns', facts };
  },
};
