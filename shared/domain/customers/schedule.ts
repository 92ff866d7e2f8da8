import { attestationStep, isOpenAttestation, type Attestation } from './attestation.ts';
import { latestOpening } from '../checks/openings.ts';
import { nextPollAt } from '../checks/pollSchedule.ts';
import type { AgreementRecord, Standing, UnknownReason } from './record.ts';
import { isReminderDue } from './reminder.ts';
import { directSeenAtOf, fingerprintOf, refusalHoldsMs } from './standing.ts';
import { acceptablePages, isLinkEnded } from './watchedAttestations.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** When to look at Microsoft after a step that may lead to an acceptance: soon, then ever more rarely. */
export type Rhythm = {
  readonly afterInvitationMs: readonly number[];
  /** An opened link is the best sign that an acceptance follows soon. */
  readonly afterOpeningMs: readonly number[];
  readonly afterAttestationMs: readonly number[];
  /** Between two checks of a customer that has accepted. */
  readonly acceptedMs: number;
};

/** What a partner sets of the schedule. */
export type CheckRules = {
  readonly rhythm: Rhythm;
  /** From this instant on, acceptances before it have to be renewed. */
  readonly reacceptanceCutoff: Date;
  /** Whether it concerns direct acceptances, too, by when they were first seen. */
  readonly cutoffCoversDirect: boolean;
  /** How long the sweep leaves work to the queue message that was sent for it. */
  readonly wakeUpGraceMs: number;
};

const restMs = { pending: 30 * dayMs, unknown: dayMs } as const;
/** After a failed read: a cause at the customer lasts for a while, one on our side is fixed sooner. */
const restAfterFailureMs: Record<UnknownReason, number> = {
  noRelationship: dayMs,
  customerNotFound: dayMs,
  accessDenied: dayMs,
  refused: dayMs,
  // Until Microsoft or Countersign is changed; then soon.
  unreadable: hourMs,
  notYetChecked: 15 * minuteMs,
  tokenWithoutMfa: 15 * minuteMs,
  signInFailed: 15 * minuteMs,
  // Put off step by step instead, see retryDelayMs.
  unavailable: 0,
};

/** What a check without news has to know of a record, so that it need not read the record. */
export type CheckSnapshot = {
  readonly customerTenantId: string;
  readonly standing: Standing['kind'];
  readonly fingerprint: string;
  /** Where it is known of an acceptance that counts. */
  readonly acceptedAt: Date | null;
  /** When the direct acceptance on record was first seen; absent without one. */
  readonly directSeenAt?: Date | null;
  /** Why the last check failed, if it did. */
  readonly failed: UnknownReason | null;
  /** Of the open invitation; null without one. */
  readonly invitedAt: Date | null;
  /** The newest time that a person went on to Microsoft. */
  readonly openedAt: Date | null;
  /** When it wants more than a look: its next reminder, or its end. */
  readonly actAt: Date | null;
  /** Absent from rows of an older version. */
  readonly resellerTenantId?: string | null;
};

/** Null where more is wanted than a look, or a look would lead to more. */
export function checkSnapshotOf(record: AgreementRecord): CheckSnapshot | null {
  const { standing, country, attestation } = record;
  if (record.checkRequestedAt || record.mails.length > 0 || isOpenAttestation(attestation)) return null;
  if (acceptablePages(record).length > 0 || record.orderRefusedAt) return null;
  return standing.kind !== 'unknown' && !country ? null : watch(record);
}

function watch(record: AgreementRecord): CheckSnapshot {
  const { customerTenantId, standing, failedCheck, invitation, resellerTenantId } = record;
  const open = invitation?.state === 'open' ? invitation : null;
  return {
    customerTenantId,
    standing: standing.kind,
    fingerprint: fingerprintOf(standing),
    acceptedAt: standing.kind === 'accepted' ? standing.acceptance.acceptedAt : null,
    directSeenAt: directSeenAtOf(standing),
    failed: failedCheck?.reason ?? null,
    invitedAt: open?.createdAt ?? null,
    openedAt: open && latestOpening(open),
    actAt: open && earliest(open.expiresAt, open.remindAt),
    resellerTenantId,
  };
}

/** When to look again after a look without news, or to remind, or to let the invitation expire. */
export function nextLookAt(
  watched: CheckSnapshot,
  { heard, lookedAt }: { readonly heard: Standing; readonly lookedAt: Date },
  rules: CheckRules,
): Date {
  const look =
    heard.kind === 'unknown' ? afterFailure(heard.reason, lookedAt) : nextRung(watched, lookedAt, rules);
  return earliest(look, watched.actAt);
}

/** The first rung after the last look, or the rest when there is none before it. */
function nextRung(watched: CheckSnapshot, lookedAt: Date, rules: CheckRules): Date {
  const last = lookedAt.getTime();
  const rungs = [...ladder(watched, rules.rhythm), ...cutoffOf(watched, rules)].filter((at) => at > last);
  return new Date(Math.min(last + spread(watched, restOf(watched, rules.rhythm)), ...rungs));
}

/** When an acceptance from before the cut-off stops to count. */
function cutoffOf(
  { acceptedAt, directSeenAt }: CheckSnapshot,
  { reacceptanceCutoff, cutoffCoversDirect }: CheckRules,
): number[] {
  const date = acceptedAt ?? (cutoffCoversDirect ? directSeenAt : null);
  return date && date < reacceptanceCutoff ? [reacceptanceCutoff.getTime()] : [];
}

/** The instant at hand, and when Microsoft was asked last, which the record alone does not always know. */
export type Looked = { readonly now: Date; readonly lastCheckedAt: Date | null };

/** What the record wants done now. One thing at a time: doing it changes the record. */
export type NextStep = 'sendMail' | 'attest' | 'expire' | 'remind' | 'check' | 'pollAttestation' | 'wait';

export function nextStep(
  record: AgreementRecord,
  { now, lastCheckedAt }: Looked,
  rules: CheckRules,
): NextStep {
  const { attestation } = record;
  if (record.mails.length > 0) return 'sendMail';
  if (attestation && attestationStep(attestation)) return 'attest';
  const open = record.invitation?.state === 'open' ? record.invitation : null;
  if (open && open.expiresAt <= now) return 'expire';
  if (isReminderDue(record, now)) return 'remind';
  if (nextCheckAt(record, lastCheckedAt, rules) <= now) return 'check';
  // Nothing else can have made the row of such a record due.
  return acceptablePages(record).length > 0 || isLinkEnded(attestation) ? 'pollAttestation' : 'wait';
}

/**
 * When a record has to be looked at again, so that losing every queue message loses nothing. Work for
 * which a message was sent is due after a grace: the message is normally faster, the sweep is the net.
 */
export function nextDueAt(record: AgreementRecord, { now, lastCheckedAt }: Looked, rules: CheckRules): Date {
  const graceMs = rules.wakeUpGraceMs;
  const check = nextCheckAt(record, lastCheckedAt, rules).getTime();
  const isWish = check === record.checkRequestedAt?.getTime();
  const instants = [isWish ? check + graceMs : check];
  for (const { requestedAt } of record.mails) instants.push(requestedAt.getTime() + graceMs);
  const { invitation, attestation } = record;
  if (invitation?.state === 'open')
    instants.push(earliest(invitation.expiresAt, invitation.remindAt).getTime());
  for (const page of acceptablePages(record)) instants.push(nextPollAt(page, now, rules.rhythm).getTime());
  if (isLinkEnded(attestation)) instants.push(attestation.closesAt.getTime());
  if (attestation?.state === 'waiting') {
    const at = reminderAt(attestation);
    if (at) instants.push(at.getTime());
  } else if (attestation && attestationStep(attestation))
    instants.push(attestation.stepAt.getTime() + graceMs);
  return new Date(Math.max(Math.min(...instants), now.getTime()));
}

/** The check is due at the first rung that comes after the last check; after a failed one by its reason's rhythm. */
export function nextCheckAt(record: AgreementRecord, lastCheckedAt: Date | null, rules: CheckRules): Date {
  const { checkRequestedAt, failedCheck } = record;
  const last = latest(lastCheckedAt, record.checkedAt);
  if (failedCheck && (!last || failedCheck.failedAt > last)) {
    const { reason, failedAt } = failedCheck;
    if (checkRequestedAt && checkRequestedAt > failedAt) return checkRequestedAt;
    return afterFailure(reason, failedAt);
  }
  // Whatever the clocks say: an answer takes the wish away, so one that stands has none yet.
  if (checkRequestedAt) return checkRequestedAt;
  if (!last) return record.createdAt;
  const { orderRefusedAt } = record;
  const settlesAt = orderRefusedAt ? new Date(orderRefusedAt.getTime() + refusalHoldsMs) : null;
  return earliest(nextRung(watch(record), last, rules), settlesAt);
}

/** When to ask again after a read that failed for this reason. */
export function afterFailure(reason: UnknownReason, failedAt: Date): Date {
  return new Date(failedAt.getTime() + restAfterFailureMs[reason]);
}

/** After a failure the wait grows with the age of the wish, from `firstMs` to half an hour. */
export function retryDelayMs(
  firstMs: number,
  { wantedAt, now }: { readonly wantedAt: Date; readonly now: Date },
  retryAfterMs = 0,
): number {
  const age = now.getTime() - wantedAt.getTime();
  return Math.max(retryAfterMs, Math.min(Math.max(age / 2, firstMs), 30 * minuteMs));
}

function ladder(
  { invitedAt, openedAt }: CheckSnapshot,
  { afterInvitationMs, afterOpeningMs }: Rhythm,
): number[] {
  if (!invitedAt) return [];
  const steps = afterInvitationMs.map((ms) => invitedAt.getTime() + ms);
  return openedAt ? [...afterOpeningMs.map((ms) => openedAt.getTime() + ms), ...steps] : steps;
}

function restOf({ standing }: CheckSnapshot, { acceptedMs }: Rhythm): number {
  if (standing === 'accepted') return acceptedMs;
  return standing === 'unknown' ? restMs.unknown : restMs.pending;
}

/** Up to a tenth earlier, by tenant, so that what was imported together does not come back as a wall. */
function spread({ customerTenantId }: CheckSnapshot, ms: number): number {
  const share = Number.parseInt(customerTenantId.slice(-4), 16) / 0xffff;
  return ms * (1 - 0.1 * share);
}

/** None once the attestation closes: what is left is Microsoft's last word. */
function reminderAt({ remindAt, closesAt }: Attestation): Date | null {
  return remindAt && remindAt < closesAt ? remindAt : null;
}

function earliest(a: Date, b: Date | null): Date {
  return b && b < a ? b : a;
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
