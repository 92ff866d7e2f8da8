import type { Happening } from './events.ts';
import type { AgreementRecord } from './record.ts';

/** When a customer is reminded: `firstMs` after the mail, then every `everyMs`, at most `limit` times. */
export type ReminderRules = { readonly firstMs: number; readonly everyMs: number; readonly limit: number };

type ReminderContext = {
  readonly now: Date;
  readonly rules: ReminderRules;
  /** The same id for the same reminder, on every attempt. */
  readonly mailId: (number: number, sending: number, reminder: number) => string;
};

/**
 * Asks for a reminder that is due. The next is counted from now, not from when this one should have gone:
 * after a missed week one goes out, not three. An opened link stops nothing, since mail scanners open links.
 */
export function decideReminder({ invitation }: AgreementRecord, context: ReminderContext): Happening[] {
  const { now, rules, mailId } = context;
  if (invitation?.state !== 'open' || !invitation.mail || invitation.expiresAt <= now) return [];
  const { number, remindAt, remindersSent } = invitation;
  if (!remindAt || remindAt > now || remindersSent >= rules.limit) return [];
  const { sending } = invitation.mail;
  const reminder = remindersSent + 1;
  const next = reminder < rules.limit ? later(now, rules.everyMs) : null;
  const operationId = mailId(number, sending, reminder);
  return [{ type: 'reminderRequested', number, sending, reminder, operationId, remindAt: next }];
}

/** When to remind of a mail that was sent just now; null for never. */
export function firstReminderAt(now: Date, { firstMs, limit }: ReminderRules): Date | null {
  return limit > 0 ? later(now, firstMs) : null;
}

function later(instant: Date, byMs: number): Date {
  return new Date(instant.getTime() + byMs);
}
