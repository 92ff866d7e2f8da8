import {
  decideAttestationEnd,
  decideHeard,
  endOf,
  type HeardOf,
} from '../../domain/attestations/attestationProgress.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Attestation } from '../../domain/customers/attestation.ts';
import { nextDueAt, retryDelayMs } from '../../domain/customers/schedule.ts';
import { acceptablePages } from '../../domain/customers/watchedAttestations.ts';
import { creationId } from './creationId.ts';
import type { Stored } from '../ports/recordPorts.ts';
import type { Deferred } from '../customers/retryLater.ts';
import { submitAttestation, type SubmitAttestationNeeds } from './submitAttestation.ts';
import { transition } from '../customers/transition.ts';

export type PollAttestationNeeds = SubmitAttestationNeeds;

export type PollOutcome = { readonly kind: 'notDue' | 'changed' | 'unchanged' } | Deferred;

type Heard = HeardOf & { readonly microsoft: MicrosoftTrace };

/**
 * Asks Microsoft whether the customer has accepted any page that it can, and goes on at once when so. Without news
 * only the next instant moves. Microsoft announces an acceptance on its page in no other way (documented).
 */
export async function pollAttestation(
  needs: PollAttestationNeeds,
  stored: Stored,
  priority: Priority = 'background',
): Promise<PollOutcome> {
  const { schedule, clock, policy } = needs;
  const { record } = stored;
  const { customerTenantId } = record;
  const pages = acceptablePages(record);
  if (pages.length === 0) return endUnwanted(needs, stored);
  const heard: Heard[] = [];
  let failed: { readonly failure: unknown } | undefined;
  for (const page of pages) {
    try {
      const answer = await askFor(needs, { stored, page }, priority);
      if (answer) heard.push(answer);
    } catch (failure) {
      failed = { failure };
    }
  }
  const microsoft = (heard.find(({ news }) => news.progress === 'accepted') ?? heard[0])?.microsoft;
  const { kind } = await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    ...(microsoft ? { microsoft } : {}),
    decide: (current) =>
      decideHeard(current, heard, {
        now: clock.now(),
        // A link that nobody opens is not replaced; a click on the stable link asks for another.
        isWanted: false,
        requestId: (link) => creationId(needs, customerTenantId)(current.attestation?.number ?? 0, link),
      }),
  });
  if (kind === 'changed') {
    await submitAttestation(needs, customerTenantId);
    return { kind: 'changed' };
  }
  if (failed) return pollLater(needs, stored, { ...failed, priority });
  const { lastCheckedAt } = await schedule.times(stored);
  await schedule.move(stored, nextDueAt(record, { now: clock.now(), lastCheckedAt }, policy));
  return { kind: 'unchanged' };
}

/** The link ended before, nobody asked for another, and now the time for it is over. */
async function endUnwanted(needs: PollAttestationNeeds, { record }: Stored): Promise<PollOutcome> {
  const { kind } = await transition(needs, record.customerTenantId, {
    by: { kind: 'system' },
    decide: (current) => decideAttestationEnd(current, needs.clock.now()),
  });
  return { kind: kind === 'changed' ? 'changed' : 'notDue' };
}

async function askFor(
  needs: PollAttestationNeeds,
  { stored, page }: { readonly stored: Stored; readonly page: Attestation },
  priority: Priority,
): Promise<Heard | undefined> {
  const { attestationDigest, state, closesAt } = page;
  if (attestationDigest === null) return undefined;
  try {
    const attestationId = await needs.agreements.attestationId(stored, attestationDigest);
    return { attestationDigest, ...(await needs.partnerCenter.readAttestation(attestationId, priority)) };
  } catch (failure) {
    const isUnanswerable = failure instanceof AgreementError && !failure.retryable;
    const endsAt = state === 'waiting' ? closesAt : endOf(page);
    if (!isUnanswerable || needs.clock.now() < endsAt) throw failure;
    // Reading it is unverified: where Partner Center never answers, it ends by our own clock.
    return { attestationDigest, ...unreadable };
  }
}

const unreadable = {
  news: { progress: 'expired', acceptedAt: null },
  microsoft: { requestId: null, correlationId: null },
} as const;

/** A question that fails says nothing of the attestation, whatever the failure: it is asked again later, for a person soon. */
async function pollLater(
  { schedule, clock, policy }: PollAttestationNeeds,
  stored: Stored,
  { failure, priority }: { readonly failure: unknown; readonly priority: Priority },
): Promise<Deferred> {
  if (!(failure instanceof AgreementError) || !failure.code.startsWith('PARTNER_CENTER_')) throw failure;
  const now = clock.now();
  const linkAt = priority === 'person' ? null : stored.record.attestation?.linkAt;
  const times = { wantedAt: linkAt ?? now, now };
  const delayMs = retryDelayMs(policy.retryFirstMs, times, failure.details.retryAfterMs);
  await schedule.move(stored, new Date(now.getTime() + delayMs));
  return { kind: 'postponed', code: failure.code, delayMs };
}
