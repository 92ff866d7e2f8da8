import type { AgreementRecord } from './record.ts';
import type { EventData } from './agreementEvent.ts';

/** When a customer is reminded: `firstMs` after the mail, then every `everyMs`, at most `limit` times. */
export type ReminderRules = { readonly firstMs: number; readonly everyMs: number; readonly limit: number };

/** `mailId`: the same id for the same reminder, on every attempt. */
type ReminderContext<Id extends readonly number[]> = {
  readonly now: Date;
  readonly rules: ReminderRules;
  readonly mailId: (...reminder: Id) => string;
};

/**
 * Asks for a reminder that is due. The next is counted from now, not from when this one should have gone:
 * after a missed week one goes out, not three. An opened link stops nothing, since mail scanners open links.
 */
export function decideReminder(
  { invitation }: AgreementRecord,
  { now, rules, mailId }: ReminderContext<[number: number, sending: number, reminder: number]>,
): EventData[] {
  if (invitation?.state !== 'open' || !invitation.mail || invitation.expiresAt <= now) return [];
  const { number } = invitation;
  const due = dueReminder(invitation, now, rules);
  if (due === 'none') return [];
  if (due === 'ended') return [{ type: 'remindersEnded', number }];
  const { sending } = invitation.mail;
  const operationId = mailId(number, sending, due.reminder);
  return [{ type: 'reminderRequested', number, sending, ...due, operationId }];
}

/** The same for the signatory of an attestation, as long as the link leads to something to accept. */
export function decideSignatoryReminder(
  { attestation }: AgreementRecord,
  { now, rules, mailId }: ReminderContext<[number: number, sending: number, reminder: number]>,
): EventData[] {
  if (attestation?.state !== 'waiting' || attestation.closesAt <= now) return [];
  const { number } = attestation;
  const due = dueReminder(attestation, now, rules);
  if (due === 'none') return [];
  if (due === 'ended') return [{ type: 'attestationRemindersEnded', number }];
  const operationId = mailId(number, attestation.sending ?? 1, due.reminder);
  return [{ type: 'attestationReminderRequested', number, ...due, operationId }];
}

/** Whether a reminder is due now. */
export function isReminderDue({ invitation, attestation }: AgreementRecord, now: Date): boolean {
  const isPast = (at: Date | null | undefined): boolean => !!at && at <= now;
  return (
    (invitation?.state === 'open' && isPast(invitation.remindAt)) ||
    (attestation?.state === 'waiting' && attestation.closesAt > now && isPast(attestation.remindAt))
  );
}

type Reminded = { readonly remindAt: Date | null; readonly remindersSent: number };

function dueReminder(
  { remindAt, remindersSent }: Reminded,
  now: Date,
  { limit, everyMs }: ReminderRules,
): { readonly reminder: number; readonly remindAt: Date | null } | 'none' | 'ended' {
  if (!remindAt || remindAt > now) return 'none';
  // The limit may have been lowered since: a reminder that never goes out must not stay due.
  if (remindersSent >= limit) return 'ended';
  const reminder = remindersSent + 1;
  return { reminder, remindAt: reminder < limit ? later(now, everyMs) : null };
}

/** When to remind of a mail that was sent just now; null for never. */
export function firstReminderAt(now: Date, { firstMs, limit }: ReminderRules): Date | null {
  return limit > 0 ? later(now, firstMs) : null;
}

function later(instant: Date, byMs: number): Date {
  return new Date(instant.getTime() + byMs);
}
