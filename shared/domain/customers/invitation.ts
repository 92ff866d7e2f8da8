import { refuseNationalCloud } from '../cloud.ts';
import { AgreementError } from '../errors.ts';
import { attestationIdOf } from './attestation.ts';
import { lastAttestationNumber } from './watchedAttestations.ts';
import { isNewOpening } from '../checks/openings.ts';
import type { ReminderRules } from './reminder.ts';
import { invitationId, type AgreementRecord, type Invitation } from './record.ts';
import type { EventData } from './agreementEvent.ts';
import type { Language } from '../language.ts';
import type { Person } from '../person.ts';

/** Numbers a partner may set; durations in milliseconds. */
export type InvitationRules = {
  readonly lifetimeMs: number;
  /** At most `resends` in any `resendWindowMs`. */
  readonly resends: number;
  readonly resendWindowMs: number;
};

export type InvitationRequest = {
  readonly kind: Invitation['kind'];
  readonly delivery: Invitation['delivery'];
  readonly recipient: Person;
  readonly language: Language;
  readonly note: string | null;
};

/** What the decisions below need from outside: time, rules, and the id for one mail. */
export type InvitationContext = {
  readonly now: Date;
  readonly rules: InvitationRules;
  /** The same id for the same mail, on every attempt: it keeps the mail service from sending twice. */
  readonly mailId: (number: number, sending: number) => string;
};

/**
 * Invites a customer. An earlier invitation is replaced: its link leads on, but only the new one counts.
 * @throws {AgreementError} `ALREADY_ACCEPTED` · `CLOUD_NOT_SUPPORTED` · `RESEND_TOO_SOON`
 */
export function decideInvitation(
  record: AgreementRecord,
  request: InvitationRequest,
  { now, rules, mailId }: InvitationContext,
): EventData[] {
  refuseIfAccepted(record);
  refuseNationalCloud(record.domain);
  if (record.invitation && request.delivery === 'email') refuseTooSoon(record.invitation, now, rules);
  const number = (record.invitation?.number ?? 0) + 1;
  const operationId = request.delivery === 'email' ? mailId(number, 1) : null;
  return [
    { type: 'invitationCreated', number, ...request, expiresAt: later(now, rules.lifetimeMs), operationId },
  ];
}

/**
 * Sends the mail of the current invitation once more, also after it expired or bounced; not to a reader who declined.
 * @throws {AgreementError} `ALREADY_ACCEPTED` · `INVITATION_NOT_FOUND` · `INVITATION_CLOSED` · `RESEND_TOO_SOON`
 */
export function decideResend(
  record: AgreementRecord,
  number: number,
  { now, rules, mailId }: InvitationContext,
): EventData[] {
  refuseIfAccepted(record);
  const invitation = currentInvitation(record, number);
  if (invitation.state === 'cancelled' || invitation.state === 'declined') throw closed(invitation);
  if (!invitation.mail) {
    throw new AgreementError(
      'INVITATION_CLOSED',
      'This invitation is a link that you send yourself. There is no mail to resend.',
    );
  }
  // A mail that waits to be sent is the one that is asked for: a second click sends no second mail.
  if (record.mails.some((mail) => mail.kind === 'invitation' && mail.number === number)) return [];
  refuseTooSoon(invitation, now, rules);
  const sending = invitation.mail.sending + 1;
  return [
    {
      type: 'invitationResent',
      number,
      sending,
      operationId: mailId(number, sending),
      expiresAt: later(now, rules.lifetimeMs),
    },
  ];
}

/**
 * Withdraws the current invitation; one already cancelled stays so.
 * @throws {AgreementError} `ALREADY_ACCEPTED` · `INVITATION_NOT_FOUND` · `INVITATION_CLOSED`
 */
export function decideCancel(record: AgreementRecord, number: number): EventData[] {
  refuseIfAccepted(record);
  const invitation = currentInvitation(record, number);
  if (invitation.state === 'cancelled') return [];
  if (invitation.state === 'fulfilled') throw closed(invitation);
  return [{ type: 'invitationCancelled', number }];
}

/** The recipient says that they are the wrong person, which is believed: they get no more mails. */
export function decideDecline({ invitation, standing }: AgreementRecord, number: number): EventData[] {
  if (standing.kind === 'accepted' || invitation?.number !== number) return [];
  const isDue = invitation.state === 'open' || invitation.state === 'undeliverable';
  return isDue ? [{ type: 'invitationDeclined', number }] : [];
}

/** Notes that a person went on to Microsoft; it proves nothing, but an acceptance may follow soon. */
export function decideOpened({ invitation }: AgreementRecord, number: number, now: Date): EventData[] {
  if (invitation?.number !== number || invitation.state === 'cancelled') return [];
  return isNewOpening(invitation, now) ? [{ type: 'invitationOpened', number }] : [];
}

/** The reader takes "not for me" back; an invitation that has ended since stays closed. */
export function decideReopening(
  { invitation, standing }: AgreementRecord,
  number: number,
  { now, reminders }: { readonly now: Date; readonly reminders: ReminderRules },
): EventData[] {
  if (standing.kind === 'accepted' || invitation?.number !== number) return [];
  if (invitation.state !== 'declined' || invitation.expiresAt <= now) return [];
  const hasReminders = invitation.mail !== null && invitation.remindersSent < reminders.limit;
  const remindAt = hasReminders ? later(now, reminders.everyMs) : null;
  return [{ type: 'invitationReopened', number, remindAt }];
}

export function decideExpiry(record: AgreementRecord, now: Date): EventData[] {
  const { invitation } = record;
  if (invitation?.state !== 'open' || invitation.expiresAt > now) return [];
  return [{ type: 'invitationExpired', number: invitation.number }];
}

/** @throws {AgreementError} `ALREADY_ACCEPTED` */
export function refuseIfAccepted({ standing, customerTenantId }: AgreementRecord): void {
  if (standing.kind !== 'accepted') return;
  throw new AgreementError(
    'ALREADY_ACCEPTED',
    'This customer has already accepted the Microsoft Customer Agreement.',
    {
      extensions: { customerTenantId, acceptance: standing.acceptance },
    },
  );
}

/**
 * An id of before ids named their kind is taken where it can mean one thing only.
 * @throws {AgreementError} `AMBIGUOUS_ID`
 */
export function refuseAmbiguous(record: AgreementRecord, number: number): void {
  const { customerTenantId, invitation } = record;
  if (number > (invitation?.number ?? 0) || number > lastAttestationNumber(record)) return;
  throw new AgreementError('AMBIGUOUS_ID', 'This id can be that of an invitation and of an attestation.', {
    extensions: {
      invitationId: invitationId(customerTenantId, number),
      attestationId: attestationIdOf(customerTenantId, number),
    },
  });
}

function currentInvitation({ invitation, customerTenantId }: AgreementRecord, number: number): Invitation {
  if (!invitation || number > invitation.number || number < 1) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  if (number === invitation.number) return invitation;
  throw new AgreementError('INVITATION_CLOSED', 'A newer invitation has replaced this one.', {
    extensions: { currentInvitationId: invitationId(customerTenantId, invitation.number) },
  });
}

function closed({ state }: Invitation): AgreementError {
  return new AgreementError('INVITATION_CLOSED', `This invitation is ${state}. Create a new one.`);
}

/** @throws {AgreementError} `RESEND_TOO_SOON` */
export function refuseTooSoon(
  { resentAt = [] }: { readonly resentAt?: readonly Date[] },
  now: Date,
  { resends, resendWindowMs }: InvitationRules,
): void {
  const recent = resentAt.filter((at) => now.getTime() - at.getTime() < resendWindowMs);
  const oldest = recent.at(-resends);
  if (!oldest) return;
  throw new AgreementError(
    'RESEND_TOO_SOON',
    'This customer has just been mailed. Wait before you send again.',
    {
      retryAfterMs: oldest.getTime() + resendWindowMs - now.getTime(),
    },
  );
}

function later(instant: Date, byMs: number): Date {
  return new Date(instant.getTime() + byMs);
}
