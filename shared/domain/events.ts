import { attestationAfter, attestationWhenAccepted, type AttestationHappening } from './attestationEvents.ts';
import type { Chained } from './chain.ts';
import { isOpenAttestation } from './attestation.ts';
import { mailsAfter } from './pendingMails.ts';
import type { AgreementRecord, Invitation, InvitationMail } from './record.ts';
import type { Language, Notice, Person, Standing, Status } from './record.ts';
import type { UndeliverableReason, UnknownReason } from './record.ts';

/** Who did it. An agent is named by the object id of the token, never by name. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string }
  | { readonly kind: 'customer' }
  | { readonly kind: 'system' };

/** Ids of the call to Microsoft that an event rests on, for support cases. */
export type MicrosoftTrace = {
  readonly requestId: string | null;
  readonly correlationId: string | null;
  /** Microsoft's code, where it refused. */
  readonly code?: string;
};

/** What can happen to a customer. Each holds all that is needed to fold the record. */
export type Happening =
  | AttestationHappening
  | {
      readonly type: 'customerDiscovered';
      readonly customerTenantId: string;
      readonly companyName: string;
      readonly domain: string;
    }
  | {
      readonly type: 'customerDescribed';
      readonly companyName: string;
      readonly domain: string;
      readonly country: string | null;
      readonly resellerTenantId: string | null;
    }
  | {
      readonly type: 'customerCreated';
      readonly companyName: string;
      readonly domain: string;
      readonly country: string;
      readonly resellerTenantId: string | null;
      readonly orderId: string;
      /** Null where the password was lost with a reply. */
      readonly credentialsUntil: Date | null;
    }
  | { readonly type: 'credentialsSeen' }
  | { readonly type: 'checkRequested' }
  | { readonly type: 'directAcceptanceRefused' }
  /** `invitationHash`: of the newest event of that invitation's own history, which this one vouches for. */
  | {
      readonly type: 'relationshipAccepted';
      readonly invitationId: string;
      readonly invitationHash: string;
    }
  | { readonly type: 'standingChecked'; readonly standing: Standing }
  /** `isFinal`: asking again soon would give the same answer, so whoever asked has got it. */
  | { readonly type: 'checkFailed'; readonly reason: UnknownReason; readonly isFinal: boolean }
  | {
      readonly type: 'invitationCreated';
      readonly number: number;
      readonly kind: Invitation['kind'];
      readonly delivery: Invitation['delivery'];
      readonly recipient: Person;
      readonly language: Language;
      readonly note: string | null;
      readonly expiresAt: Date;
      /** Null when the partner sends the link itself. */
      readonly operationId: string | null;
    }
  | {
      readonly type: 'invitationResent';
      readonly number: number;
      readonly sending: number;
      readonly operationId: string;
      readonly expiresAt: Date;
    }
  | {
      readonly type: 'invitationSent';
      readonly number: number;
      readonly sending: number;
      readonly operationId: string;
      /** When to remind of it; null for never. */
      readonly remindAt: Date | null;
    }
  /** The mail service reports that it arrived, or went on to a group of people. */
  | {
      readonly type: 'invitationDelivered';
      readonly number: number;
      readonly sending: number;
      readonly delivery: 'delivered' | 'expanded';
      readonly attemptedAt: Date | null;
    }
  | {
      readonly type: 'reminderRequested';
      readonly number: number;
      readonly sending: number;
      readonly reminder: number;
      readonly operationId: string;
      /** When the next one is due; null for never. */
      readonly remindAt: Date | null;
    }
  | {
      readonly type: 'reminderSent';
      readonly number: number;
      readonly sending: number;
      readonly reminder: number;
      readonly operationId: string;
    }
  /** The partner's limit was lowered since the last one. */
  | { readonly type: 'remindersEnded'; readonly number: number }
  | ({ readonly type: 'noticeRequested'; readonly operationId: string } & Notice)
  | { readonly type: 'noticeSent' | 'noticeRefused'; readonly operationId: string }
  /** The reader said that they are the wrong person. */
  | { readonly type: 'invitationDeclined'; readonly number: number }
  /** `mailRefused`: the mail service did not take it. `attemptedAt` only where a report told. */
  | {
      readonly type: 'invitationUndeliverable';
      readonly number: number;
      readonly sending: number;
      readonly reason: UndeliverableReason;
      readonly attemptedAt?: Date | null;
    }
  | { readonly type: 'invitationOpened'; readonly number: number }
  | { readonly type: 'invitationCancelled'; readonly number: number }
  | { readonly type: 'invitationExpired'; readonly number: number };

/** More than any resend limit counts (the setting is capped below it). */
const keptResends = 10;

/** One line of a customer's history. */
export type AgreementEvent = Chained<Happening>;

/** The record after an event. Total: the history is never refused afterwards. */
export function applyEvent(before: AgreementRecord | undefined, event: AgreementEvent): AgreementRecord {
  const changed = { ...(before ?? emptyRecord(event)), ...changes(before, event) };
  const mails = mailsAfter(changed, event);
  const stamped = { ...changed, mails, version: event.version, updatedAt: event.at, headHash: event.hash };
  return { ...stamped, status: deriveStatus(stamped) };
}

/** The record a history tells. @throws {Error} on an empty history. */
export function fold(events: readonly AgreementEvent[]): AgreementRecord {
  const record = events.reduce<AgreementRecord | undefined>(applyEvent, undefined);
  if (!record) throw new Error('a history has at least one event');
  return record;
}

/** An acceptance shows before everything, what is under way before what Microsoft says. */
export function deriveStatus(
  record: Pick<AgreementRecord, 'standing' | 'invitation' | 'attestation'>,
): Status {
  const { standing, invitation, attestation } = record;
  if (standing.kind === 'accepted') return 'accepted';
  if (isOpenAttestation(attestation)) return 'attesting';
  // A failed attestation needs a person, until that person has invited the customer instead.
  const failedAt = attestation?.state === 'failed' ? attestation.endedAt : null;
  if (failedAt && !(invitation && invitation.createdAt > failedAt)) return 'failed';
  switch (invitation?.state) {
    case 'open':
      return 'invited';
    case 'undeliverable':
      return 'undeliverable';
    case 'expired':
      return 'expired';
    case 'cancelled':
    case 'declined':
    case 'fulfilled':
    case undefined:
      break;
  }
  if (standing.kind === 'lapsed') return 'reacceptanceRequired';
  return standing.kind === 'none' ? 'required' : 'unknown';
}

function changes(before: AgreementRecord | undefined, event: AgreementEvent): Partial<AgreementRecord> {
  const { what, at } = event;
  const invitation = before?.invitation ?? null;
  switch (what.type) {
    case 'customerDiscovered':
      return { companyName: what.companyName, domain: what.domain };
    case 'customerDescribed': {
      const { companyName, domain, country, resellerTenantId } = what;
      return { companyName, domain, country, resellerTenantId };
    }
    case 'customerCreated': {
      const { type: _type, ...created } = what;
      if (before?.standing.kind === 'accepted') return created;
      // Nothing else can be on record of a customer who did not exist.
      return { ...created, standing: { kind: 'none' }, checkedAt: at };
    }
    case 'credentialsSeen':
      return { credentialsUntil: null };
    case 'checkRequested':
      return { checkRequestedAt: at };
    case 'standingChecked':
      return whenTold(before, what.standing, at);
    case 'relationshipAccepted':
      return { relationshipInvitationId: what.invitationId };
    case 'directAcceptanceRefused':
      return { cannotAcceptDirectly: true };
    case 'attestationCompleted':
      return { ...whenTold(before, what.standing, at), ...attestationChange(before, what, at) };
    case 'attestationRequested':
    case 'attestationStarted':
    case 'attestationMailed':
    case 'attestationDelivered':
    case 'attestationReminderRequested':
    case 'attestationReminderSent':
    case 'attestationRemindersEnded':
    case 'attestationOpened':
    case 'attestationLinkExpired':
    case 'attestationSigned':
    case 'confirmationPrepared':
    case 'attestationFailed':
    case 'attestationResumed':
      return attestationChange(before, what, at);
    case 'checkFailed': {
      const { reason, isFinal } = what;
      const known = before?.standing;
      const keep = known?.kind === 'accepted' || known?.kind === 'lapsed';
      return {
        failedCheck: { reason, failedAt: at },
        ...(keep ? {} : { standing: { kind: 'unknown', reason } }),
        ...(isFinal ? { checkRequestedAt: null } : {}),
      };
    }
    case 'invitationCreated': {
      const { type: _type, operationId, ...asked } = what;
      const mail = operationId
        ? { sending: 1, operationId, state: 'pending' as const, requestedAt: at, delivery: null }
        : null;
      const mailedBefore =
        invitation !== null && (invitation.mail !== null || invitation.resentAt.length > 0);
      const earlier = invitation?.resentAt ?? [];
      const resentAt = mail && mailedBefore ? [...earlier, at].slice(-keptResends) : earlier;
      const fresh = {
        state: 'open' as const,
        undeliverableReason: null,
        createdAt: at,
        sentAt: null,
        openedAt: null,
        remindersSent: 0,
        remindAt: null,
      };
      return { invitation: { ...asked, ...fresh, mail, resentAt } };
    }
    case 'invitationCancelled': {
      const cancelledInvitations = [...(before?.cancelledInvitations ?? []), what.number];
      return { cancelledInvitations, invitation: changedIfCurrent(invitation, what, at) };
    }
    case 'noticeRequested':
    case 'noticeSent':
    case 'noticeRefused':
      // They change the mails that wait, and nothing else.
      return {};
    default:
      return { invitation: changedIfCurrent(invitation, what, at) };
  }
}

/** What follows from Microsoft's word on the customer. */
function whenTold(
  before: AgreementRecord | undefined,
  standing: Standing,
  at: Date,
): Partial<AgreementRecord> {
  const told = { standing, checkedAt: at, failedCheck: null, checkRequestedAt: null };
  if (standing.kind !== 'accepted' || !before) return told;
  const { invitation } = before;
  // A cancelled one had no part in it.
  const fulfilled = invitation !== null && invitation.state !== 'cancelled';
  return {
    ...told,
    invitation: fulfilled ? { ...invitation, state: 'fulfilled' } : invitation,
    attestation: attestationWhenAccepted(before.attestation, standing, at),
    cannotAcceptDirectly: false,
  };
}

function attestationChange(
  before: AgreementRecord | undefined,
  what: AttestationHappening,
  at: Date,
): Pick<AgreementRecord, 'attestation'> {
  return { attestation: attestationAfter({ attestation: before?.attestation ?? null }, what, at) };
}

/** What changes the invitation itself. */
type InvitationHappening = Extract<Happening, { type: `invitation${string}` | `reminder${string}` }>;

/** What happens to an older invitation is history only. */
function changedIfCurrent(
  invitation: Invitation | null,
  what: Exclude<InvitationHappening, { type: 'invitationCreated' }>,
  at: Date,
): Invitation | null {
  return invitation?.number === what.number ? changedInvitation(invitation, what, at) : invitation;
}

function changedInvitation(
  invitation: Invitation,
  what: Exclude<InvitationHappening, { type: 'invitationCreated' }>,
  at: Date,
): Invitation {
  switch (what.type) {
    case 'invitationResent': {
      const { sending, operationId, expiresAt } = what;
      const mail = { sending, operationId, state: 'pending' as const, requestedAt: at, delivery: null };
      const resentAt = [...invitation.resentAt, at].slice(-keptResends);
      // Whoever sends it again begins anew, with its reminders.
      const anew = { state: 'open', undeliverableReason: null, remindersSent: 0, remindAt: null } as const;
      return { ...invitation, ...anew, expiresAt, mail, resentAt };
    }
    case 'invitationSent': {
      if (invitation.mail?.sending !== what.sending) return invitation;
      const { remindAt } = what;
      return { ...invitation, sentAt: at, remindAt, mail: { ...invitation.mail, state: 'sent' } };
    }
    case 'invitationDelivered':
      if (invitation.mail?.sending !== what.sending) return invitation;
      return { ...invitation, mail: { ...invitation.mail, delivery: what.delivery } };
    case 'reminderRequested': {
      const { reminder, remindAt } = what;
      return { ...invitation, remindersSent: reminder, remindAt };
    }
    case 'reminderSent':
      return invitation;
    case 'remindersEnded':
      return { ...invitation, remindAt: null };
    case 'invitationUndeliverable':
      if (invitation.mail?.sending !== what.sending || invitation.state !== 'open') return invitation;
      return {
        ...invitation,
        state: 'undeliverable',
        undeliverableReason: what.reason,
        mail: { ...invitation.mail, ...settledMail(what) },
      };
    case 'invitationOpened':
      return { ...invitation, openedAt: invitation.openedAt ?? at };
    case 'invitationCancelled':
      return { ...invitation, state: 'cancelled' };
    case 'invitationDeclined':
      return { ...invitation, state: 'declined' };
    case 'invitationExpired':
      return { ...invitation, state: 'expired' };
  }
}

function settledMail({
  reason,
}: Extract<Happening, { type: 'invitationUndeliverable' }>): Partial<InvitationMail> {
  return reason === 'mailRefused' ? { state: 'sent' } : { state: 'sent', delivery: reason };
}

function emptyRecord({ what, at }: AgreementEvent): AgreementRecord {
  return {
    customerTenantId: what.type === 'customerDiscovered' ? what.customerTenantId : '',
    companyName: '',
    domain: '',
    country: null,
    resellerTenantId: null,
    status: 'unknown',
    standing: { kind: 'unknown', reason: 'notYetChecked' },
    checkedAt: null,
    failedCheck: null,
    checkRequestedAt: null,
    invitation: null,
    attestation: null,
    cannotAcceptDirectly: false,
    orderId: null,
    credentialsUntil: null,
    cancelledInvitations: [],
    mails: [],
    version: 0,
    createdAt: at,
    updatedAt: at,
    headHash: '',
  };
}
