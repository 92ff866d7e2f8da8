import { createHash } from 'node:crypto';
import type { Acceptance, AgreementRecord, CloudAgreement, Standing, UnknownReason } from './record.ts';
import type { EventData } from './agreementEvent.ts';

/** One agreement a partner confirmed at Partner Center; `acceptedAt` is null where Microsoft gives no date. */
export type ConfirmedAgreement = Acceptance & { readonly path: 'partnerAttestation' };

/**
 * What one check heard from Microsoft. `confirmed` is null when that question was skipped, because a
 * direct acceptance already answered it.
 */
export type Observation =
  | {
      readonly kind: 'read';
      readonly signedDirectly: boolean;
      readonly confirmed: readonly ConfirmedAgreement[] | null;
      /** The newest of the old Cloud Agreement; absent where there is none, or the question was skipped. */
      readonly cloudAgreement?: CloudAgreement;
    }
  | { readonly kind: 'unreadable'; readonly reason: UnknownReason };

/**
 * One truth from Microsoft's two sources. A direct acceptance has no date: it counts, unless the cut-off concerns such
 * acceptances too, and it was first seen (`directSeenAt`) before. Then only an agreement confirmed since counts, since
 * Microsoft does not tell a renewed direct acceptance from the old one. Of confirmed agreements the newest counts; one
 * from before the cut-off has lapsed once the cut-off has come, and one without a date counts.
 * @see https://learn.microsoft.com/partner-center/developer/get-direct-sign-status-of-customer-agreement
 */
export function judge(
  observation: Observation,
  rules: CutoffRules,
  { now, directSeenAt }: { readonly now: Date; readonly directSeenAt: Date | null },
): Standing {
  if (observation.kind === 'unreadable') return { kind: 'unknown', reason: observation.reason };
  const direct = { path: 'customerDirect', acceptedAt: null, signatory: null } as const;
  const directKind = kindOf({ ...direct, firstSeenAt: directSeenAt ?? now }, rules, now);
  if (observation.signedDirectly && directKind === 'accepted')
    return { kind: 'accepted', acceptance: direct };
  const [newest, ...earlier] = (observation.confirmed ?? []).toSorted((a, b) => timeOf(b) - timeOf(a));
  const { cloudAgreement } = observation;
  const past = cloudAgreement ? { cloudAgreement } : {};
  const kind = newest && kindOf(newest, rules, now);
  if (observation.signedDirectly && kind !== 'accepted') {
    return {
      kind: 'lapsed',
      acceptance: direct,
      ...past,
      ...signatoriesOf(newest ? [newest, ...earlier] : []),
    };
  }
  if (!newest || !kind) return { kind: 'none', ...past };
  if (kind === 'accepted') return { kind, acceptance: newest, ...past };
  return { kind, acceptance: newest, ...past, ...signatoriesOf(earlier) };
}

/** More would only make the record longer. */
const maxEarlier = 10;

/** Partner Center refuses another agreement with any contact it has one with, so none may be forgotten. */
function signatoriesOf(earlier: readonly ConfirmedAgreement[]): Pick<Lapsed, 'earlierSignatories'> {
  const signatories = earlier.flatMap(({ signatory }) => (signatory ? [signatory] : []));
  return signatories.length > 0 ? { earlierSignatories: signatories.slice(0, maxEarlier) } : {};
}

type Lapsed = Extract<Standing, { kind: 'lapsed' }>;

type CutoffRules = { readonly reacceptanceCutoff: Date; readonly cutoffCoversDirect: boolean };

/** When the direct acceptance on record was first seen; null without one. */
export function directSeenAtOf(standing: Standing): Date | null {
  const acceptance = standing.kind === 'accepted' || standing.kind === 'lapsed' ? standing.acceptance : null;
  return (acceptance?.path === 'customerDirect' && acceptance.firstSeenAt) || null;
}

/** The date by which a cut-off judges an acceptance; null where it does not concern it. */
export function cutoffDateOf(
  { path, acceptedAt, firstSeenAt }: Acceptance,
  { cutoffCoversDirect }: CutoffRules,
): Date | null {
  if (path === 'partnerAttestation') return acceptedAt;
  return cutoffCoversDirect ? (firstSeenAt ?? null) : null;
}

/** Agreements without a date come last: one with a date tells more. */
function timeOf({ acceptedAt }: ConfirmedAgreement): number {
  return acceptedAt?.getTime() ?? -Infinity;
}

function kindOf(acceptance: Acceptance, rules: CutoffRules, now: Date): 'lapsed' | 'accepted' {
  const { reacceptanceCutoff } = rules;
  const date = cutoffDateOf(acceptance, rules);
  return date && date < reacceptanceCutoff && reacceptanceCutoff <= now ? 'lapsed' : 'accepted';
}

/** Whether what is on record was judged by another cut-off than the one in force. */
export function isJudgedOtherwise(standing: Standing, rules: CutoffRules, now: Date): boolean {
  if (standing.kind !== 'accepted' && standing.kind !== 'lapsed') return false;
  return kindOf(standing.acceptance, rules, now) !== standing.kind;
}

/** Asked again soon, Microsoft would say the same of this customer. */
export const finalReasons: readonly UnknownReason[] = [
  'noRelationship',
  'customerNotFound',
  'accessDenied',
  'refused',
  'unreadable',
];

/** True of our sign-in and so of every customer: until it is fixed, no customer can be checked. */
const blockingReasons: readonly UnknownReason[] = ['tokenWithoutMfa', 'signInFailed'];

/** Whether a look failed for want of a sign-in, which says nothing of the customer. */
export function isBlocked(observation: Observation | undefined): boolean {
  return observation?.kind === 'unreadable' && blockingReasons.includes(observation.reason);
}

/**
 * What a check changes. Nothing when there is no news and no request for it. A failed read never takes
 * an acceptance away; it only turns `required` into `unknown`, because we no longer know.
 */
export function decideStanding(record: AgreementRecord, said: Standing, now: Date): EventData[] {
  const { standing, checkRequestedAt, failedCheck } = record;
  const heard = withAttestation(record, said, now);
  if (heard.kind !== 'unknown') {
    const isSettled = record.orderRefusedAt && refusalAfter(record, heard, now) === null;
    const isNews = checkRequestedAt || failedCheck || isSettled || !sameStanding(standing, heard);
    return isNews ? [{ type: 'standingChecked', standing: heard }] : [];
  }
  const isFinal = finalReasons.includes(heard.reason);
  if (failedCheck?.reason === heard.reason && !(isFinal && checkRequestedAt)) return [];
  return [{ type: 'checkFailed', reason: heard.reason, isFinal }];
}

/**
 * A wish for a check that came so shortly before is the same: a double click is one look and one line of history.
 * Not longer: what has happened since may be after the question that is on its way.
 */
const sameWishMs = 250;

/** Requests a check, also while one waits, since its question to Microsoft may be on its way already. */
export function decideCheckRequest({ checkRequestedAt }: AgreementRecord, now: Date): EventData[] {
  const isSame =
    checkRequestedAt !== null && Math.abs(now.getTime() - checkRequestedAt.getTime()) < sameWishMs;
  return isSame ? [] : [{ type: 'checkRequested' }];
}

/**
 * Whether an answer is older than what the record has heard since the question was asked: an acceptance, which
 * it must not take back, or a new wish for a check, which wants an answer of its own.
 */
export function isOvertaken(asked: AgreementRecord, current: AgreementRecord, heard: Standing): boolean {
  if (heard.kind === 'accepted') return false;
  const hasAccepted = current.standing.kind === 'accepted' && asked.standing.kind !== 'accepted';
  const wish = current.checkRequestedAt;
  const hasNewWish = wish !== null && wish.getTime() !== asked.checkRequestedAt?.getTime();
  return hasAccepted || hasNewWish;
}

/** How long Microsoft's lists may lack an agreement that it has just taken. Unverified; a day is much. */
const settlingMs = 24 * 60 * 60_000;

/**
 * An agreement that Microsoft has just put on record for our attestation stands against a list that does not show
 * it yet, or was read before.
 */
function withAttestation({ standing, attestation }: AgreementRecord, said: Standing, now: Date): Standing {
  const endedAt = attestation?.state === 'completed' ? attestation.endedAt : null;
  const isFresh = endedAt !== null && now.getTime() - endedAt.getTime() < settlingMs;
  if (!isFresh || standing.kind !== 'accepted') return said;
  const lacksIt = said.kind === 'none' || said.kind === 'lapsed' || isEarlier(said, standing);
  return lacksIt ? standing : said;
}

/** Whether the newest agreement that was heard of is older than the one on record. */
function isEarlier(said: Standing, { acceptance }: Extract<Standing, { kind: 'accepted' }>): boolean {
  if (said.kind !== 'accepted' || said.acceptance.path !== acceptance.path) return false;
  const [heardAt, knownAt] = [said.acceptance.acceptedAt, acceptance.acceptedAt];
  return heardAt !== null && knownAt !== null && heardAt < knownAt;
}

/** Whether a check without a request would change a record of which only this is at hand. */
export function isNews(
  known: { readonly failed: UnknownReason | null; readonly fingerprint: string },
  heard: Standing,
): boolean {
  if (heard.kind === 'unknown') return known.failed !== heard.reason;
  return known.failed !== null || known.fingerprint !== fingerprintOf(heard);
}

/** Tells standings apart without holding what they say of people. */
export function fingerprintOf(standing: Standing): string {
  return createHash('sha256').update(JSON.stringify(standing, orderedKeys)).digest('hex').slice(0, 32);
}

/** So long a refused order weighs more than the same acceptance read again: Microsoft's places may disagree. */
export const refusalHoldsMs = 60 * 60_000;

/** What is left of a refused order after Microsoft's word: nothing after another acceptance, or once time has passed. */
export function refusalAfter(
  { orderRefusedAt, standing: known }: Pick<AgreementRecord, 'orderRefusedAt' | 'standing'>,
  standing: Standing,
  at: Date,
): Date | null | undefined {
  if (!orderRefusedAt) return orderRefusedAt;
  const isSame = standing.kind === 'accepted' && sameStanding(known, standing);
  return isSame && at.getTime() - orderRefusedAt.getTime() < refusalHoldsMs ? orderRefusedAt : null;
}

/** A shop that tries an order again and again reports one refusal in this time. */
const sameRefusalMs = 60_000;

/** Notes that Partner Center refused an order for want of the agreement (13605, documented), and has it checked. */
export function decideOrderRefusal(
  { orderRefusedAt }: Pick<AgreementRecord, 'orderRefusedAt'>,
  code: string,
  now: Date,
): EventData[] {
  if (orderRefusedAt && now.getTime() - orderRefusedAt.getTime() < sameRefusalMs) return [];
  return [{ type: 'orderRefused', code }, { type: 'checkRequested' }];
}

function sameStanding(a: Standing, b: Standing): boolean {
  return JSON.stringify(a, orderedKeys) === JSON.stringify(b, orderedKeys);
}

const orderedKeys = [
  'kind',
  'reason',
  'acceptance',
  'path',
  'acceptedAt',
  'signatory',
  'firstName',
  'lastName',
  'email',
  'phone',
  'cloudAgreement',
  'earlierSignatories',
];
