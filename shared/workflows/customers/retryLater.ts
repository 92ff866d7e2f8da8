import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import { nextDueAt, retryDelayMs } from '../../domain/customers/schedule.ts';
import type { Needs, WakeUps } from '../ports/ports.ts';
import type { Stored } from '../ports/recordPorts.ts';

export type Deferred = { readonly kind: 'postponed'; readonly code: ErrorCode; readonly delayMs: number };

type HoldNeeds = Pick<Needs, 'schedule' | 'policy' | 'clock'>;

/**
 * Puts work off after a failure that may pass: a delayed message, and the due row behind it.
 * The message goes away as done, so the host's own retries and the poison queue stay for real faults.
 */
export async function retryLater(
  needs: HoldNeeds,
  wakeUps: WakeUps,
  work: { readonly stored: Stored; readonly wantedAt: Date; readonly failure: unknown },
): Promise<Deferred> {
  const { stored, wantedAt, failure } = work;
  if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
  const times = { wantedAt, now: needs.clock.now() };
  const delayMs = retryDelayMs(needs.policy.retryFirstMs, times, failure.details.retryAfterMs);
  return deferBy(needs, wakeUps, { stored, code: failure.code, delayMs });
}

/** Holds a mail back until its turn. What else the record waits for is not held up: a line may be days long. */
export async function deferUntilSlot(
  needs: HoldNeeds,
  wakeUps: WakeUps,
  { stored, code, delayMs }: { stored: Stored; code: ErrorCode; delayMs: number },
): Promise<Deferred> {
  const now = needs.clock.now();
  const { lastCheckedAt } = await needs.schedule.times(stored);
  const rest = { ...stored.record, mails: [] };
  const latest = nextDueAt(rest, { now, lastCheckedAt }, needs.policy);
  return deferBy(needs, wakeUps, { stored, code, delayMs, latest });
}

async function deferBy(
  { schedule, policy, clock }: HoldNeeds,
  wakeUps: WakeUps,
  work: {
    readonly stored: Stored;
    readonly code: ErrorCode;
    readonly delayMs: number;
    readonly latest?: Date;
  },
): Promise<Deferred> {
  const { stored, code, delayMs, latest } = work;
  const dueAt = new Date(clock.now().getTime() + delayMs + policy.wakeUpGraceMs);
  await schedule.move(stored, latest && latest < dueAt ? latest : dueAt);
  await wakeUps.send(stored.record.customerTenantId, delayMs);
  return { kind: 'postponed', code, delayMs };
}
