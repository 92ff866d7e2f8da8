import { pendingMail } from './invitation.ts';
import type { AgreementRecord, UnknownReason } from './record.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** When to look at Microsoft after a step that may lead to an acceptance: soon, then ever more rarely. */
const afterStepMs = [1, 6, 24, 48, 72, 120, 192, 312, 504, 720].map((hours) => hours * hourMs);
/** An opened link is the best sign that somebody is about to accept. */
const afterOpeningMs = [5, 15, 60, 360].map((minutes) => minutes * minuteMs);
const restMs = { pending: 30 * dayMs, unknown: dayMs, accepted: 365 * dayMs } as const;
/** After a failed read: what is true of the customer stays so for a while, what is wrong with us is mended sooner. */
const restAfterFailureMs: Record<UnknownReason, number> = {
  noRelationship: dayMs,
  customerNotFound: dayMs,
  accessDenied: dayMs,
  refused: dayMs,
  notYetChecked: 15 * minuteMs,
  tokenWithoutMfa: 15 * minuteMs,
  signInFailed: 15 * minuteMs,
  // Put off step by step instead, see retryDelayMs.
  unavailable: 0,
};

/** What the record wants done now. One thing at a time: doing it changes the record. */
export type NextStep = 'sendMail' | 'expire' | 'check' | 'wait';

export function nextStep(record: AgreementRecord, now: Date, lastCheckedAt: Date | null): NextStep {
  if (pendingMail(record)) return 'sendMail';
  if (record.invitation?.state === 'open' && record.invitation.expiresAt <= now) return 'expire';
  return nextCheckAt(record, lastCheckedAt) <= now ? 'check' : 'wait';
}

/**
 * When a record has to be looked at again, so that losing every queue message loses nothing. Work for
 * which a message was sent is due after `graceMs`: the message is normally faster, the sweep is the net.
 */
export function nextDueAt(
  record: AgreementRecord,
  lastCheckedAt: Date | null,
  now: Date,
  graceMs: number,
): Date {
  const check = nextCheckAt(record, lastCheckedAt).getTime();
  const isWish = check === record.checkRequestedAt?.getTime();
  const instants = [isWish ? check + graceMs : check];
  const mail = pendingMail(record);
  if (mail) instants.push(mail.requestedAt.getTime() + graceMs);
  if (record.invitation?.state === 'open') instants.push(record.invitation.expiresAt.getTime());
  return new Date(Math.max(Math.min(...instants), now.getTime()));
}

/** The check is due at the first rung that comes after the last check; after a failed one by its reason's rhythm. */
export function nextCheckAt(record: AgreementRecord, lastCheckedAt: Date | null): Date {
  const { checkRequestedAt, failedCheck } = record;
  const last = latest(lastCheckedAt, record.checkedAt);
  if (failedCheck && (!last || failedCheck.failedAt > last)) {
    const { reason, failedAt } = failedCheck;
    if (checkRequestedAt && checkRequestedAt > failedAt) return checkRequestedAt;
    return afterFailure(reason, failedAt);
  }
  if (checkRequestedAt && (!last || last <= checkRequestedAt)) return checkRequestedAt;
  if (!last) return record.createdAt;
  const rungs = ladder(record)
    .map((at) => at.getTime())
    .filter((at) => at > last.getTime());
  const rest = last.getTime() + spread(record, restMs[kindOfRest(record)]);
  return new Date(Math.min(rest, ...rungs));
}

/** When to ask again after a read that failed for this reason. */
export function afterFailure(reason: UnknownReason, failedAt: Date): Date {
  return new Date(failedAt.getTime() + restAfterFailureMs[reason]);
}

/** After a failure the wait grows with the age of the wish: 30 s at first, half an hour at most. */
export function retryDelayMs(wantedAt: Date, now: Date, retryAfterMs = 0): number {
  const age = now.getTime() - wantedAt.getTime();
  return Math.max(retryAfterMs, Math.min(Math.max(age / 2, 30_000), 30 * minuteMs));
}

function ladder({ invitation }: AgreementRecord): Date[] {
  if (invitation?.state !== 'open') return [];
  const steps = afterStepMs.map((ms) => new Date(invitation.createdAt.getTime() + ms));
  const { openedAt } = invitation;
  return openedAt ? [...afterOpeningMs.map((ms) => new Date(openedAt.getTime() + ms)), ...steps] : steps;
}

function kindOfRest({ standing }: AgreementRecord): keyof typeof restMs {
  if (standing.kind === 'accepted') return 'accepted';
  return standing.kind === 'unknown' ? 'unknown' : 'pending';
}

/** Up to a tenth earlier, by tenant, so that what was imported together does not come back as a wall. */
function spread({ customerTenantId }: AgreementRecord, ms: number): number {
  const share = Number.parseInt(customerTenantId.slice(-4), 16) / 0xffff;
  return ms * (1 - 0.1 * share);
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
