import { decideProgress } from '../../domain/attestations/attestationProgress.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import { AgreementError } from '../../domain/errors.ts';
import { nextDueAt, retryDelayMs } from '../../domain/customers/schedule.ts';
import { creationId } from './attestCustomer.ts';
import type { Needs } from '../ports/ports.ts';
import type { Stored } from '../ports/recordPorts.ts';
import type { Deferred } from '../customers/retryLater.ts';
import { submitAttestation } from './submitAttestation.ts';
import { transition } from '../customers/transition.ts';

export type PollOutcome = { readonly kind: 'notDue' | 'changed' | 'unchanged' } | Deferred;

/**
 * Asks Microsoft whether the signatory has accepted, and goes on at once when so. Without news only the next
 * instant moves; nobody else is told of an acceptance on Microsoft's page (documented).
 */
export async function pollAttestation(
  needs: Needs,
  stored: Stored,
  priority: Priority = 'background',
): Promise<PollOutcome> {
  const { agreements, partnerCenter, schedule, clock, policy } = needs;
  const { record } = stored;
  const { customerTenantId, attestation } = record;
  if (attestation?.state !== 'waiting' || attestation.attestationDigest === null) return { kind: 'notDue' };
  const { attestationDigest } = attestation;
  let heard;
  try {
    const attestationId = await agreements.attestationId(stored, attestationDigest);
    heard = await partnerCenter.readAttestation(attestationId, priority);
  } catch (failure) {
    const unanswerable = failure instanceof AgreementError && !failure.retryable;
    if (!unanswerable || clock.now() < attestation.closesAt) return pollLater(needs, stored, failure);
    // Reading it is unverified: where Partner Center never answers, it ends by our own clock.
    heard = unreadable;
  }
  const { kind } = await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    microsoft: heard.microsoft,
    decide: ({ attestation: current }) =>
      current?.attestationDigest === attestationDigest
        ? decideProgress(current, heard.news, {
            now: clock.now(),
            requestId: (link) => creationId(needs, customerTenantId)(current.number, link),
          })
        : [],
  });
  if (kind === 'changed') {
    await submitAttestation(needs, customerTenantId);
    return { kind: 'changed' };
  }
  const { lastCheckedAt } = await schedule.times(stored);
  await schedule.move(stored, nextDueAt(record, { now: clock.now(), lastCheckedAt }, policy));
  return { kind: 'unchanged' };
}

const unreadable = {
  news: { progress: 'expired', acceptedAt: null },
  microsoft: { requestId: null, correlationId: null },
} as const;

/** A question that fails says nothing of the attestation, whatever the failure: it is asked again later. */
async function pollLater(
  { schedule, clock, policy }: Needs,
  stored: Stored,
  failure: unknown,
): Promise<Deferred> {
  if (!(failure instanceof AgreementError) || !failure.code.startsWith('PARTNER_CENTER_')) throw failure;
  const now = clock.now();
  const times = { wantedAt: stored.record.attestation?.linkAt ?? now, now };
  const delayMs = retryDelayMs(policy.retryFirstMs, times, failure.details.retryAfterMs);
  await schedule.move(stored, new Date(now.getTime() + delayMs));
  return { kind: 'postponed', code: failure.code, delayMs };
}
