import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { afterFailure, nextCheckAt, nextDueAt } from '../../domain/customers/schedule.ts';
import {
  decideStanding,
  directSeenAtOf,
  isOvertaken,
  judge,
  type Observation,
} from '../../domain/customers/standing.ts';
import { traceOfFailure } from '../../domain/traceOfFailure.ts';
import type { DescribedCustomer } from '../ports/partnerCenterPorts.ts';
import type { Needs } from '../ports/ports.ts';
import type { Stored } from '../ports/recordPorts.ts';
import { pollAttestation, type PollAttestationNeeds } from '../attestations/pollAttestation.ts';
import { retryLater, type Deferred } from '../customers/retryLater.ts';
import { transition } from '../customers/transition.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type CheckAgreementNeeds = PollAttestationNeeds & Pick<Needs, 'checkWakeUps'>;

export type CheckOutcome =
  { readonly kind: 'notDue' | 'changed' | 'unchanged'; readonly observation?: Observation } | Deferred;

/** What Microsoft says of a customer; `described` where it was asked for the country, too. */
export type Heard = {
  readonly observation: Observation;
  readonly microsoft: MicrosoftTrace;
  readonly described: DescribedCustomer | undefined;
};

/**
 * Looks at Microsoft for one customer, when the record wants it: a doubled message asks only once.
 * News change the record; without news only the next instant moves.
 */
export async function checkAgreement(
  needs: CheckAgreementNeeds,
  customerTenantId: string,
): Promise<CheckOutcome> {
  const { agreements, schedule, clock } = needs;
  const stored = await agreements.find(customerTenantId);
  if (!stored) return { kind: 'notDue' };
  const { record } = stored;
  const { lastCheckedAt } = await schedule.times(stored);
  const wantedAt = nextCheckAt(record, lastCheckedAt, needs.policy);
  if (wantedAt > clock.now()) return { kind: 'notDue' };
  return checkNow(needs, stored, { wantedAt, wish: record.checkRequestedAt });
}

/** Checks a record at Microsoft whatever its schedule says; a `wish` means that a person waits. */
export async function checkNow(
  needs: CheckAgreementNeeds,
  stored: Stored,
  { wantedAt, wish }: { readonly wantedAt: Date; readonly wish: Date | null },
): Promise<CheckOutcome> {
  const { customerTenantId, country } = stored.record;
  let heard: Heard;
  // A requested check also asks whether the signatory has accepted.
  const polled = wish ? await pollAttestation(needs, stored, 'person') : undefined;
  try {
    heard = await observe(needs, { customerTenantId, country, checkRequestedAt: wish });
  } catch (failure) {
    return retryCheckLater(needs, stored, wantedAt, failure);
  }
  const isNews = await applyObservation(needs, stored.record, heard);
  if (!isNews) await rescheduleCheck(needs, stored, heard);
  // The check took the wish away, which the question of the attestation still has.
  if (polled?.kind === 'postponed') await pollAgain(needs, customerTenantId, polled.delayMs);
  return { kind: isNews ? 'changed' : 'unchanged', observation: heard.observation };
}

/** Asks about the attestation again after a failed question of a requested check, instead of at its next regular time. */
async function pollAgain(
  { agreements, schedule, clock, policy }: CheckAgreementNeeds,
  customerTenantId: string,
  delayMs: number,
): Promise<void> {
  const stored = await agreements.find(customerTenantId);
  if (!stored) return;
  const now = clock.now();
  const { lastCheckedAt } = await schedule.times(stored);
  const dueAt = nextDueAt(stored.record, { now, lastCheckedAt }, policy);
  await schedule.move(stored, new Date(Math.min(dueAt.getTime(), now.getTime() + delayMs)));
}

/** Without news only the next instant moves. */
export async function rescheduleCheck(
  { schedule, policy, clock }: CheckAgreementNeeds,
  stored: Stored,
  { observation }: Heard,
): Promise<void> {
  const now = clock.now();
  if (observation.kind === 'unreadable') await schedule.move(stored, afterFailure(observation.reason, now));
  else await schedule.move(stored, nextDueAt(stored.record, { now, lastCheckedAt: now }, policy), now);
}

/** Changes the record as far as what was heard is news to it; says whether it was. `asked`: as it was before. */
export async function applyObservation(
  needs: CheckAgreementNeeds,
  asked: AgreementRecord,
  { observation, microsoft, described }: Heard,
): Promise<boolean> {
  const known = { now: needs.clock.now(), directSeenAt: directSeenAtOf(asked.standing) };
  const standing = judge(observation, needs.policy, known);
  const { kind } = await transition(needs, asked.customerTenantId, {
    by: { kind: 'system' },
    microsoft,
    decide: (current) => [
      ...describe(current, described),
      ...(isOvertaken(asked, current, standing) ? [] : decideStanding(current, standing, needs.clock.now())),
    ],
  });
  return kind === 'changed';
}

/** While Partner Center does not answer, the record says so; the wish for a check stays. */
export async function retryCheckLater(
  needs: CheckAgreementNeeds,
  stored: Stored,
  wantedAt: Date,
  failure: unknown,
): Promise<Deferred> {
  const { customerTenantId } = stored.record;
  let current: Stored | undefined;
  if (failure instanceof AgreementError && failure.code === 'PARTNER_CENTER_UNAVAILABLE') {
    await transition(needs, customerTenantId, {
      by: { kind: 'system' },
      decide: (record) =>
        decideStanding(record, { kind: 'unknown', reason: 'unavailable' }, needs.clock.now()),
    });
    current = await needs.agreements.find(customerTenantId);
  }
  return retryLater(needs, needs.checkWakeUps, { stored: current ?? stored, wantedAt, failure });
}

/** Asks Microsoft; that the question itself is refused is an answer. @throws `PARTNER_CENTER_…` that may pass */
export async function observe(
  { partnerCenter, policy }: Pick<Needs, 'partnerCenter' | 'policy'>,
  {
    customerTenantId,
    country,
    checkRequestedAt,
  }: Pick<AgreementRecord, 'customerTenantId' | 'country' | 'checkRequestedAt'>,
): Promise<Heard> {
  const priority = checkRequestedAt ? 'person' : 'background';
  try {
    const { observation, microsoft } = await partnerCenter.observe(customerTenantId, priority);
    const readable = observation.kind === 'read';
    // The customer list names no country; one more call the first time fills it in.
    if (readable && !country) {
      return { observation, microsoft, described: await partnerCenter.describe(customerTenantId, priority) };
    }
    // A customer may change its reseller, and no event says so. What was heard of the agreement holds without it.
    const mayHaveMoved = readable && policy.partnerType === 'indirectProvider';
    const described = mayHaveMoved
      ? await partnerCenter.describe(customerTenantId, priority, 'reseller').catch(() => undefined)
      : undefined;
    return { observation, microsoft, described };
  } catch (failure) {
    if (!(failure instanceof AgreementError) || failure.retryable) throw failure;
    return {
      observation: { kind: 'unreadable', reason: 'refused' },
      microsoft: traceOfFailure(failure),
      described: undefined,
    };
  }
}

function describe(record: AgreementRecord, described: DescribedCustomer | undefined): EventData[] {
  const { companyName, domain, country, resellerTenantId } = record;
  const now = { ...described, country: described?.country ?? country };
  if (!described || !now.country) return [];
  if (now.country === country && described.resellerTenantId === resellerTenantId) return [];
  return [{ type: 'customerDescribed', companyName, domain, ...described, country: now.country }];
}
