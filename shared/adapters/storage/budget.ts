import type { TableClient } from '@azure/data-tables';
import { AgreementError } from '../../domain/errors.ts';
import { freshBudget, lease, throttle, type Budget, type Lease, type Urgency } from '../../domain/budget.ts';
import type { CallBudget } from '../../workflows/partnerCenterPorts.ts';
import type { Clock } from '../../workflows/ports.ts';
import { createSharedRow } from './sharedRow.ts';
import { storageCall } from './storageFailure.ts';

export type BudgetNeeds = {
  readonly due: TableClient;
  readonly clock: Clock;
  /** What learning begins with. */
  readonly callsPerMinute: number;
  /** Names this process among the others. */
  readonly holder: string;
  sleep(this: void, ms: number): Promise<unknown>;
};

type Held = { nextMs: number; readonly endMs: number; readonly spacingMs: number };

const keys = { partitionKey: 'budget', rowKey: 'partnerCenter' } as const;
/** A person gets an answer soon, also "later"; the sweep has nothing better to do than to wait. */
const patienceMs: Record<Urgency, number> = { person: 3_000, background: 120_000 };
/** A call that is late, because all hands were full, is made up for; not more than this. */
const catchUpMs = 1_000;
const minuteMs = 60_000;

/**
 * One budget for all instances, in one row of a table: calls are leased from it under its etag, so that no
 * two leases share an instant. Losing a lease with its process loses its calls only.
 */
export function createCallBudget(needs: BudgetNeeds): CallBudget {
  const { due, clock, holder, callsPerMinute } = needs;
  const lines: Record<Urgency, Promise<unknown>> = {
    person: Promise.resolve(),
    background: Promise.resolve(),
  };
  const { read, change } = createSharedRow<Budget>({
    table: due,
    keys,
    sleep: needs.sleep,
    begin: (known) =>
      known?.startPerMinute === callsPerMinute ? known : freshBudget(callsPerMinute, clock.now()),
  });
  let held: Held | undefined;
  let pauses = 0;
  let made: number[] = [];

  return {
    async turn(urgency) {
      for (;;) {
        const before = pauses;
        const atMs = await inLine(urgency, () => storageCall(() => nextSlot(urgency)));
        const waitMs = atMs - clock.now().getTime();
        if (waitMs > 0) await needs.sleep(waitMs);
        // A refusal heard while waiting is for us, too.
        if (pauses !== before) continue;
        made.push(clock.now().getTime());
        return;
      }
    },
    async refused({ askedAt, retryAfterMs }) {
      pauses += 1;
      held = undefined;
      const now = clock.now();
      made = made.filter((ms) => now.getTime() - ms < minuteMs);
      const madeInLastMinute = made.length;
      await storageCall(() =>
        change((budget) => ({
          state: throttle(budget, { now, askedAt, retryAfterMs, madeInLastMinute }),
          answer: undefined,
        })),
      );
    },
    state: () =>
      storageCall(async () => {
        const budget = await read();
        const pausedUntil = budget.pauseEndsAt > clock.now() ? budget.pauseEndsAt : null;
        return { limitPerMinute: Math.floor(budget.limitPerMinute), pausedUntil };
      }),
  };

  function inLine<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
    const mine = lines[urgency].then(work);
    lines[urgency] = mine.catch(() => undefined);
    return mine;
  }

  async function nextSlot(urgency: Urgency): Promise<number> {
    const nowMs = clock.now().getTime();
    if (made.length > 10_000) made = made.filter((ms) => nowMs - ms < minuteMs);
    if (urgency === 'person') return (await take(urgency)).startsAt.getTime();
    if (!held || Math.max(held.nextMs, nowMs - catchUpMs) > held.endMs) {
      const { startsAt, spacingMs, calls } = await take(urgency);
      const startMs = startsAt.getTime();
      held = { nextMs: startMs, endMs: startMs + (calls - 0.5) * spacingMs, spacingMs };
    }
    const slotMs = Math.max(held.nextMs, nowMs - catchUpMs);
    held.nextMs = slotMs + held.spacingMs;
    return slotMs;
  }

  function take(urgency: Urgency): Promise<Lease> {
    return change((budget) => {
      const now = clock.now();
      const taken = lease(budget, { now, urgency, holder });
      const waitMs = taken.lease.startsAt.getTime() - now.getTime();
      if (waitMs > patienceMs[urgency]) throw notNow(waitMs);
      return { state: taken.budget, answer: taken.lease };
    });
  }
}

function notNow(retryAfterMs: number): AgreementError {
  return new AgreementError('PARTNER_CENTER_THROTTLED', 'Partner Center asks us to slow down.', {
    retryAfterMs,
  });
}
