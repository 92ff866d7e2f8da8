import type { TableClient } from '@azure/data-tables';
import { AgreementError } from '../../../domain/errors.ts';
import {
  freshBudget,
  inTimeOf,
  lease,
  throttle,
  type Budget,
  type Lease,
  type Priority,
} from '../../../domain/partnerCenter/budget.ts';
import { createLines } from '../../../concurrency/inLine.ts';
import type { CallBudget } from '../../../workflows/ports/partnerCenterPorts.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import { createSharedRow } from '../kit/sharedRow.ts';
import { createAge } from '../kit/storageClock.ts';
import { storageCall } from '../kit/storageFailure.ts';

export type BudgetNeeds = {
  readonly due: TableClient;
  readonly clock: Clock;
  /** What learning begins with. */
  readonly callsPerMinute: number;
  /** Names this process among the others. */
  readonly holder: string;
  sleep(this: void, ms: number): Promise<unknown>;
};

type Slot = { readonly atMs: number; readonly freshMs: number };
type Held = { nextMs: number; readonly endMs: number; readonly spacingMs: number; readonly freshMs: number };

const keys = { partitionKey: 'budget', rowKey: 'partnerCenter' } as const;
/** A person gets an answer soon, also "later"; the sweep has nothing better to do than to wait. */
const maxWaitMs: Record<Priority, number> = { person: 3_000, background: 120_000 };
/** A call that is late, because all hands were full, is made up for; not more than this. */
const catchUpMs = 1_000;
const minuteMs = 60_000;

/**
 * One budget for all instances, in one row of a table: calls are leased from it under its etag, so that no
 * two leases share an instant. Losing a lease with its process loses its calls only. A pause that another
 * instance was told of is heard of within two seconds where others have called in the last ten minutes,
 * else when the lease is used up (16 s).
 */
export function createCallBudget(needs: BudgetNeeds): CallBudget {
  const { due, clock, holder, callsPerMinute } = needs;
  const inLine = createLines();
  const ageOf = createAge(clock);
  const { read, change } = createSharedRow<Budget>({
    table: due,
    keys,
    sleep: needs.sleep,
    begin(known, times) {
      const fresh = freshBudget(callsPerMinute, clock.now());
      // One that an earlier version wrote lacks what is new.
      const whole = { ...fresh, ...known };
      if (whole.startPerMinute !== callsPerMinute) return fresh;
      return inTimeOf(whole, clock.now(), times && ageOf(times));
    },
  });
  let held: Held | undefined;
  let pauses = 0;
  /** What this instance was told itself, whether or not it could be stored. */
  let pauseEndsAt = new Date(0);
  let lookedMs = -Infinity;
  let looking: Promise<void> | undefined;
  let made: number[] = [];

  return {
    async acquire(priority) {
      for (;;) {
        const before = pauses;
        const { atMs, freshMs } = await inLine(priority, () => storageCall(() => nextSlot(priority)));
        const waitMs = atMs - clock.now().getTime();
        if (waitMs > 0) await needs.sleep(waitMs);
        if (clock.now().getTime() - lookedMs > freshMs) await storageCall(look);
        // A refusal heard while waiting is for us, too.
        if (pauses !== before) continue;
        made.push(clock.now().getTime());
        return;
      }
    },
    async refused({ askedAt, retryAfterMs }) {
      const now = clock.now();
      pause(new Date(now.getTime() + retryAfterMs));
      // Without the one that was refused.
      made = made.filter((ms) => now.getTime() - ms < minuteMs).slice(0, -1);
      const passedInLastMinute = made.length;
      await storageCall(() =>
        change((budget) => ({
          state: throttle(budget, { now, askedAt, retryAfterMs, passedInLastMinute }),
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

  function pause(until: Date): void {
    pauses += 1;
    held = undefined;
    if (until > pauseEndsAt) pauseEndsAt = until;
  }

  /** Reads whether others were told to pause since; concurrent callers share one read. */
  function look(): Promise<void> {
    looking ??= read()
      .then((budget) => {
        lookedMs = clock.now().getTime();
        if (budget.pauseEndsAt > clock.now()) pause(budget.pauseEndsAt);
      })
      .finally(() => (looking = undefined));
    return looking;
  }

  async function nextSlot(priority: Priority): Promise<Slot> {
    const nowMs = clock.now().getTime();
    if (made.length > 10_000) made = made.filter((ms) => nowMs - ms < minuteMs);
    if (priority === 'person') {
      const { startsAt, freshMs } = await take(priority);
      return { atMs: startsAt.getTime(), freshMs };
    }
    const current = held && Math.max(held.nextMs, nowMs - catchUpMs) <= held.endMs ? held : await hold();
    const atMs = Math.max(current.nextMs, nowMs - catchUpMs);
    current.nextMs = atMs + current.spacingMs;
    return { atMs, freshMs: current.freshMs };
  }

  async function hold(): Promise<Held> {
    const before = pauses;
    const { startsAt, spacingMs, calls, freshMs } = await take('background');
    const startMs = startsAt.getTime();
    const taken = { nextMs: startMs, endMs: startMs + (calls - 0.5) * spacingMs, spacingMs, freshMs };
    // A lease is not kept when a pause began meanwhile.
    held = pauses === before ? taken : undefined;
    return taken;
  }

  async function take(priority: Priority): Promise<Lease> {
    const taken = await change((budget) => {
      const now = clock.now();
      const told = pauseEndsAt > budget.pauseEndsAt ? { ...budget, pauseEndsAt } : budget;
      const given = lease(told, { now, priority, holder });
      const waitMs = given.lease.startsAt.getTime() - now.getTime();
      if (waitMs > maxWaitMs[priority]) throw notNow(waitMs);
      return { state: given.budget, answer: given.lease };
    });
    lookedMs = clock.now().getTime();
    return taken;
  }
}

function notNow(retryAfterMs: number): AgreementError {
  return new AgreementError('PARTNER_CENTER_THROTTLED', 'Partner Center asks us to slow down.', {
    retryAfterMs,
  });
}
