import type { Attestation, AttestationFailure, AttestationMode, Signatory } from './attestation.ts';
import type { Standing } from './record.ts';
import { deliveries } from '../delivery.ts';
import { openedAgain } from '../checks/openings.ts';
import type { Language } from '../language.ts';

/** What can happen to an attestation. */
export type AttestationEventData =
  | {
      readonly type: 'attestationRequested';
      readonly number: number;
      readonly mode: AttestationMode;
      readonly delivery: Attestation['delivery'];
      readonly signatory: Signatory;
      readonly companyName: string;
      readonly country: string;
      readonly language: string;
      readonly wantedLanguage: string | null;
      readonly isUpdate?: true;
      readonly mailLanguage: Language;
      /** As the partner says. */
      readonly acceptedAt: Date | null;
      readonly closesAt: Date;
      readonly requestId: string | null;
    }
  | {
      readonly type: 'attestationStarted';
      readonly number: number;
      readonly link: number;
      readonly attestationDigest: string;
      readonly linkExpiresAt: Date | null;
      /** Of the mail with the link; null when none is sent. */
      readonly operationId: string | null;
    }
  | {
      readonly type: 'attestationMailed';
      readonly number: number;
      readonly operationId: string;
      /** When to remind of it; null for never. */
      readonly remindAt: Date | null;
    }
  /** The partner has the mail sent again. */
  | {
      readonly type: 'attestationResent';
      readonly number: number;
      readonly sending: number;
      readonly operationId: string;
      readonly closesAt: Date;
    }
  /** The partner withdrew it; what the customer accepts on Microsoft's page all the same still counts. */
  | { readonly type: 'attestationCancelled'; readonly number: number }
  /** The page of one that was over here can not be accepted any more. */
  | { readonly type: 'attestationPageEnded'; readonly number: number; readonly progress: string }
  /** The mail service reports that it arrived, or went on to a group of people. */
  | {
      readonly type: 'attestationDelivered';
      readonly number: number;
      readonly delivery: 'delivered' | 'expanded';
      readonly attemptedAt: Date | null;
    }
  | {
      readonly type: 'attestationReminderRequested';
      readonly number: number;
      readonly reminder: number;
      readonly operationId: string;
      /** When the next one is due; null for never. */
      readonly remindAt: Date | null;
    }
  | {
      readonly type: 'attestationReminderSent';
      readonly number: number;
      readonly reminder: number;
      readonly operationId: string;
    }
  /** The partner's limit was lowered since the last one. */
  | { readonly type: 'attestationRemindersEnded'; readonly number: number }
  | { readonly type: 'attestationOpened'; readonly number: number }
  /** The link ran out while nobody wanted it; a click on the stable link asks for another one. */
  | {
      readonly type: 'attestationLinkEnded';
      readonly number: number;
      readonly link: number;
      readonly attestationDigest: string;
    }
  /** The link ran out, or is about to, and is wanted: `requestId` asks for a new one. Null digest: it had ended before. */
  | {
      readonly type: 'attestationLinkExpired';
      readonly number: number;
      readonly link: number;
      readonly attestationDigest: string | null;
      readonly requestId: string;
    }
  | {
      readonly type: 'attestationSigned';
      readonly number: number;
      readonly attestationDigest: string;
      readonly acceptedAt: Date;
    }
  | {
      readonly type: 'confirmationPrepared';
      readonly number: number;
      readonly templateId: string;
      readonly agreedAt: Date;
      readonly requestId: string;
    }
  | {
      readonly type: 'attestationCompleted';
      readonly number: number;
      readonly attestationDigest: string | null;
      readonly standing: Standing;
    }
  | ({ readonly type: 'attestationFailed'; readonly number: number } & AttestationFailure)
  /** The signatory's acceptance stands; only putting it on record is tried again. */
  | { readonly type: 'attestationResumed'; readonly number: number };

/** Of a link that has ended. */
const gone = { attestationDigest: null, linkAt: null, linkExpiresAt: null } as const;

type Settled = Pick<Attestation, 'state' | 'endedAt' | 'requestId' | 'failure'>;

/** More than any resend limit counts (the setting is capped below it). */
const keptResends = 10;

/** The attestation after an event. What happens to an older one is history only. */
export function attestationAfter(
  attestation: Attestation | null,
  what: AttestationEventData,
  at: Date,
): Attestation | null {
  if (what.type === 'attestationRequested') return requested(what, at);
  if (attestation?.number !== what.number) return attestation;
  switch (what.type) {
    case 'attestationStarted': {
      const { link, attestationDigest, linkExpiresAt, operationId } = what;
      const started = { link, attestationDigest, linkExpiresAt, linkAt: at, requestId: null };
      return { ...attestation, ...started, state: 'waiting', mailId: operationId ?? attestation.mailId };
    }
    case 'attestationMailed':
      return { ...attestation, sentAt: at, remindAt: what.remindAt };
    case 'attestationResent': {
      const { sending, operationId, closesAt } = what;
      const resentAt = [...(attestation.resentAt ?? []), at].slice(-keptResends);
      const anew = { remindersSent: 0, remindAt: null, deliveryReport: null };
      return { ...attestation, ...anew, sending, mailId: operationId, closesAt, resentAt };
    }
    case 'attestationCancelled':
      return { ...attestation, ...ended('cancelled', at), remindAt: null };
    case 'attestationPageEnded':
      return attestation;
    case 'attestationDelivered':
      return { ...attestation, deliveryReport: what.delivery };
    case 'attestationReminderRequested':
      return { ...attestation, remindersSent: what.reminder, remindAt: what.remindAt };
    case 'attestationReminderSent':
      return attestation;
    case 'attestationRemindersEnded':
      return { ...attestation, remindAt: null };
    case 'attestationOpened':
      return openedAgain(attestation, at);
    case 'attestationLinkEnded':
      return { ...attestation, ...gone, state: 'waiting' };
    case 'attestationLinkExpired': {
      const { link, requestId } = what;
      const { lastOpenedAt: _last, openings: _openings, ...rest } = attestation;
      return { ...rest, ...gone, openedAt: null, link: link + 1, requestId, state: 'requested', stepAt: at };
    }
    case 'attestationSigned': {
      const { acceptedAt } = what;
      const over = { endedAt: null, failure: null };
      return { ...attestation, ...over, acceptedAt, signedAt: at, state: 'signed', stepAt: at };
    }
    case 'confirmationPrepared': {
      const { templateId, agreedAt, requestId } = what;
      return { ...attestation, confirmation: { templateId, agreedAt }, requestId };
    }
    case 'attestationCompleted':
      return { ...attestation, ...dateOf(attestation, what.standing), ...ended('completed', at) };
    case 'attestationFailed': {
      const { reason, code, correlationId } = what;
      const deliveryReport = deliveries.find((one) => one === code) ?? attestation.deliveryReport;
      const failure = { reason, code, correlationId };
      return { ...attestation, ...ended('failed', at), failure, deliveryReport };
    }
    case 'attestationResumed':
      return {
        ...attestation,
        ...{ state: 'signed', stepAt: at, endedAt: null, failure: null, confirmation: null },
      };
  }
}

/** The fields of an attestation that has ended. */
export function ended(state: Attestation['state'], endedAt: Date): Settled {
  return { state, endedAt, requestId: null, failure: null };
}

function requested(
  what: Extract<AttestationEventData, { type: 'attestationRequested' }>,
  at: Date,
): Attestation {
  const { type: _type, ...asked } = what;
  return {
    ...asked,
    ...{ state: 'requested', createdAt: at, stepAt: at, link: 1, attestationDigest: null, linkAt: null },
    ...{ linkExpiresAt: null, openedAt: null, mailId: null, sentAt: null, deliveryReport: null },
    ...{ remindersSent: 0, remindAt: null, signedAt: null, confirmation: null, endedAt: null, failure: null },
  };
}

const dayMs = 24 * 60 * 60_000;

/** An attestation that is completed has the date of its agreement, also where Microsoft cuts that off at the day. */
export function dateOf(
  { signatory, confirmation }: Attestation,
  standing: Standing,
): Pick<Attestation, 'acceptedAt'> | undefined {
  if (standing.kind !== 'accepted' && standing.kind !== 'lapsed') return undefined;
  const { path, acceptedAt, signatory: contact } = standing.acceptance;
  if (path !== 'partnerAttestation' || !acceptedAt) return undefined;
  // Microsoft may name no contact: then the day tells whether it is the agreement of this attestation.
  const apartMs = Math.abs(acceptedAt.getTime() - (confirmation?.agreedAt.getTime() ?? Infinity));
  const isOurs =
    contact === null ? apartMs < dayMs : contact.email.toLowerCase() === signatory.email.toLowerCase();
  return isOurs ? { acceptedAt } : undefined;
}
