import { isOpenAttestation } from './attestation.ts';
import { directSeenAtOf, refusalAfter } from './standing.ts';
import { withMail } from '../mailLimits.ts';
import { attestationsAfter, attestationsWhenAccepted, withDateOnRecord } from './watchedAttestations.ts';
import { openedAgain } from '../checks/openings.ts';
import { asksForMail, mailsAfter } from './pendingMails.ts';
import type { AgreementRecord, Invitation, InvitationMail } from './record.ts';
import type { Standing, Status } from './record.ts';
import type { EventData, AgreementEvent } from './agreementEvent.ts';

/** More than any resend limit counts (the setting is capped below it). */
const keptResends = 10;

/** The record after an event. Total: the history is never refused afterwards. */
export function applyEvent(before: AgreementRecord | undefined, event: AgreementEvent): AgreementRecord {
  const changed = { ...(before ?? emptyRecord(event)), ...changes(before, event) };
  const mails = mailsAfter(changed, event);
  const mailedAt = asksForMail(event.what) ? { mailedAt: withMail(before?.mailedAt ?? [], event.at) } : {};
  const stamped = {
    ...changed,
    ...mailedAt,
    mails,
    version: event.version,
    updatedAt: event.at,
    headHash: event.hash,
  };
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
  const attestations = before ?? { attestation: null };
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
    case 'orderRefused':
      return { orderRefusedAt: at };
    case 'directAcceptanceRefused':
      return { cannotAcceptDirectly: true };
    case 'attestationCompleted':
      return { ...whenTold(before, what.standing, at), ...attestationsAfter(attestations, what, at) };
    case 'attestationRequested': {
      const after = attestationsAfter(attestations, what, at);
      if (event.by.kind !== 'agent' || !after.attestation) return after;
      return { ...after, attestation: { ...after.attestation, invitedBy: event.by.id } };
    }
    case 'attestationStarted':
    case 'attestationMailed':
    case 'attestationResent':
    case 'attestationCancelled':
    case 'attestationPageEnded':
    case 'attestationDelivered':
    case 'attestationReminderRequested':
    case 'attestationReminderSent':
    case 'attestationRemindersEnded':
    case 'attestationOpened':
    case 'attestationLinkEnded':
    case 'attestationLinkExpired':
    case 'attestationSigned':
    case 'confirmationPrepared':
    case 'attestationFailed':
    case 'attestationResumed':
      return attestationsAfter(attestations, what, at);
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
      const inviter = event.by.kind === 'agent' ? { invitedBy: event.by.id } : {};
      return { invitation: { ...asked, ...fresh, ...inviter, mail, resentAt } };
    }
    case 'invitationCancelled': {
      const cancelledInvitations = [...(before?.cancelledInvitations ?? []), what.number];
      return { cancelledInvitations, invitation: changedIfCurrent(invitation, what, at) };
    }
    case 'renewalWanted':
      return { renewalWantedAt: at };
    case 'linkCopied':
    case 'noticeRequested':
    case 'noticeSent':
    case 'noticeRefused':
      // They stand in the history, and change at most the mails that wait.
      return {};
    default:
      return { invitation: changedIfCurrent(invitation, what, at) };
  }
}

/** What follows from Microsoft's word on the customer. */
function whenTold(before: AgreementRecord | undefined, heard: Standing, at: Date): Partial<AgreementRecord> {
  const standing = withFirstSeen(before, heard, at);
  const orderRefusedAt = before && refusalAfter(before, standing, at);
  const told = {
    ...{ standing, checkedAt: at, failedCheck: null, checkRequestedAt: null },
    ...(orderRefusedAt === undefined ? {} : { orderRefusedAt }),
  };
  if (!before) return told;
  if (standing.kind !== 'accepted')
    return { ...told, attestation: withDateOnRecord(before.attestation, standing) };
  const { invitation } = before;
  // A cancelled one had no part in it.
  const fulfilled = invitation !== null && invitation.state !== 'cancelled';
  return {
    ...told,
    invitation: fulfilled ? { ...invitation, state: 'fulfilled' } : invitation,
    ...attestationsWhenAccepted(before, standing, at),
    cannotAcceptDirectly: false,
  };
}

/** A direct acceptance keeps the instant at which Microsoft first told of it. */
function withFirstSeen(before: AgreementRecord | undefined, heard: Standing, at: Date): Standing {
  if (heard.kind !== 'accepted' && heard.kind !== 'lapsed') return heard;
  if (heard.acceptance.path !== 'customerDirect') return heard;
  const firstSeenAt = (before && directSeenAtOf(before.standing)) ?? at;
  return { ...heard, acceptance: { ...heard.acceptance, firstSeenAt } };
}

/** What changes the invitation itself. */
type InvitationEventData = Extract<EventData, { type: `invitation${string}` | `reminder${string}` }>;

/** What happens to an older invitation is history only. */
function changedIfCurrent(
  invitation: Invitation | null,
  what: Exclude<InvitationEventData, { type: 'invitationCreated' }>,
  at: Date,
): Invitation | null {
  return invitation?.number === what.number ? changedInvitation(invitation, what, at) : invitation;
}

function changedInvitation(
  invitation: Invitation,
  what: Exclude<InvitationEventData, { type: 'invitationCreated' }>,
  at: Date,
): Invitation {
  switch (what.type) {
    case 'invitationResent': {
      const { sending, operationId, expiresAt } = what;
      const mail = { sending, operationId, state: 'pending' as const, requestedAt: at, delivery: null };
      const resentAt = [...invitation.resentAt, at].slice(-keptResends);
      // A resend starts the invitation anew, with its reminders.
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
      return openedAgain(invitation, at);
    case 'invitationReopened':
      return { ...invitation, state: 'open', remindAt: what.remindAt };
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
}: Extract<EventData, { type: 'invitationUndeliverable' }>): Partial<InvitationMail> {
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
