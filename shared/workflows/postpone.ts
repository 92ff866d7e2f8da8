import { AgreementError, type ErrorCode } from '../domain/errors.ts';
import { retryDelayMs } from '../domain/schedule.ts';
import type { Needs, Stored, WakeUps } from './ports.ts';

export type Postponed = { readonly kind: 'postponed'; readonly code: ErrorCode; readonly delayMs: number };

/**
 * Puts work off after a failure that may pass: a delayed message, and the due row behind it.
 * The message goes away as done, so the host's own retries and the poison queue stay for real faults.
 */
export async function postpone(
  { schedule, policy, clock }: Pick<Needs, 'schedule' | 'policy' | 'clock'>,
  wakeUps: WakeUps,
  work: { readonly stored: Stored; readonly wantedAt: Date; readonly failure: unknown },
): Promise<Postponed> {
  const { stored, wantedAt, failure } = work;
  if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
  const now = clock.now();
  const delayMs = retryDelayMs(wantedAt, now, failure.details.retryAfterMs);
  await schedule.move(stored, new Date(now.getTime() + delayMs + policy.wakeUpGraceMs));
  await wakeUps.send(stored.record.customerTenantId, delayMs);
  return { kind: 'postponed', code: failure.code, delayMs };
}
