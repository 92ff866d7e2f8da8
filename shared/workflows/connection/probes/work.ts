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

/** Whether the sweep, which is the net below everything, runs. */
export const reconciliation: Probe = {
  name: 'reconciliation',
  async look({ runs, clock }) {
    const last = await runs.last();
    const isLate = !last || clock.now().getTime() - last.finishedAt.getTime() > lateMs;
    const facts = { finishedAt: last?.finishedAt.toISOString() ?? null, failed: last?.failed ?? null };
    return { condition: isLate ? 'reconciliationLate' : 'reconciliationRuns', facts };
  },
};
