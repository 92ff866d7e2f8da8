import { tooManyMails, waitForRoom, type MailLimits } from '../mailLimits.ts';
import type { AgreementRecord, MailSubject, PendingMail } from './record.ts';
import { firstReminderAt, type ReminderRules } from './reminder.ts';
import type { AgreementEvent, EventData } from './agreementEvent.ts';

/** The mails that wait after an event: the one it asked for comes last, what is done or no longer wanted goes. */
export function mailsAfter(record: AgreementRecord, { what, at }: AgreementEvent): readonly PendingMail[] {
  const asked = askedFor(what);
  const settled = settledBy(what);
  const mails = asked ? [...record.mails, { ...asked, requestedAt: at }] : record.mails;
  return mails.filter((mail) => mail.operationId !== settled && isWanted(record, mail));
}

/** What notes that a mail was taken by the mail service, or refused for good. */
export function mailSettled(
  pending: PendingMail,
  outcome: 'sent' | 'refused',
  { now, reminders }: { readonly now: Date; readonly reminders: ReminderRules },
): EventData {
  const { operationId } = pending;
  if (pending.kind === 'notice') {
    return { type: outcome === 'sent' ? 'noticeSent' : 'noticeRefused', operationId };
  }
  const { number } = pending;
  if (pending.kind === 'attestation' || pending.kind === 'attestationReminder') {
    if (outcome === 'refused')
      return {
        type: 'attestationFailed',
        number,
        reason: 'mailUndeliverable',
        code: null,
        correlationId: null,
      };
    return pending.kind === 'attestation'
      ? { type: 'attestationMailed', number, operationId, remindAt: firstReminderAt(now, reminders) }
      : { type: 'attestationReminderSent', number, reminder: pending.reminder, operationId };
  }
  const { sending } = pending;
  if (outcome === 'refused')
    return { type: 'invitationUndeliverable', number, sending, reason: 'mailRefused' };
  if (pending.kind === 'reminder') {
    return { type: 'reminderSent', number, sending, reminder: pending.reminder, operationId };
  }
  const remindAt = firstReminderAt(now, reminders);
  return { type: 'invitationSent', number, sending, operationId, remindAt };
}

function askedFor(what: EventData): (MailSubject & { readonly operationId: string }) | null {
  switch (what.type) {
    case 'invitationCreated':
      return what.operationId === null
        ? null
        : { kind: 'invitation', number: what.number, sending: 1, operationId: what.operationId };
    case 'invitationResent': {
      const { number, sending, operationId } = what;
      return { kind: 'invitation', number, sending, operationId };
    }
    case 'attestationResent': {
      const { number, sending, operationId } = what;
      return { kind: 'attestation', number, sending, operationId };
    }
    case 'attestationStarted': {
      const { number, operationId } = what;
      return operationId === null ? null : { kind: 'attestation', number, sending: 1, operationId };
    }
    case 'reminderRequested': {
      const { number, sending, reminder, operationId } = what;
      return { kind: 'reminder', number, sending, reminder, operationId };
    }
    case 'attestationReminderRequested': {
      const { number, reminder, operationId } = what;
      return { kind: 'attestationReminder', number, reminder, operationId };
    }
    case 'noticeRequested': {
      const { topic, audience, about, number, operationId } = what;
      return { kind: 'notice', topic, audience, about, number, operationId };
    }
    default:
      return null;
  }
}

/** The operation id of the mail that an event settles. */
export function settledBy(what: EventData): string | null {
  switch (what.type) {
    case 'invitationSent':
    case 'attestationMailed':
    case 'attestationReminderSent':
    case 'reminderSent':
    case 'noticeSent':
    case 'noticeRefused':
      return what.operationId;
    default:
      return null;
  }
}

/** Only the newest mail of an open invitation: a cancelled one is never mailed, nor one that was answered. */
function isWanted({ invitation, attestation }: AgreementRecord, mail: MailSubject): boolean {
  if (mail.kind === 'notice') return true;
  const { number } = mail;
  // A link that ran out before its mail went out is followed by another, and the mail leads to that one.
  if (mail.kind === 'attestation' || mail.kind === 'attestationReminder') {
    return attestation?.number === number && ['requested', 'waiting'].includes(attestation.state);
  }
  const { sending } = mail;
  return invitation?.state === 'open' && invitation.number === number && invitation.mail?.sending === sending;
}

/** Whether this event requests a mail to a person at the customer. */
export function asksForMail(what: EventData): boolean {
  switch (what.type) {
    case 'invitationCreated':
    case 'attestationRequested':
      return what.delivery === 'email';
    case 'invitationResent':
    case 'attestationResent':
      return true;
    default:
      return false;
  }
}

/** The address that a step mails on request; null where it mails no person. */
export function mailedAddress(before: AgreementRecord, events: readonly EventData[]): string | null {
  for (const what of events) {
    if (!asksForMail(what)) continue;
    if (what.type === 'invitationCreated') return what.recipient.email;
    if (what.type === 'attestationRequested') return what.signatory.email;
    if (what.type === 'attestationResent') return before.attestation?.signatory.email ?? null;
    return before.invitation?.recipient.email ?? null;
  }
  return null;
}

/** @throws {AgreementError} `MAIL_LIMIT_REACHED` */
export function refuseTooManyMails(
  { mailedAt = [] }: AgreementRecord,
  events: readonly EventData[],
  { perCustomer: limit, windowMs }: MailLimits,
  now: Date,
): void {
  if (!events.some(asksForMail)) return;
  const waitMs = waitForRoom(mailedAt, { limit, windowMs }, now);
  if (waitMs !== undefined) throw tooManyMails('customer', waitMs);
}
