import { mailSettled } from '../customers/pendingMails.ts';
import { type AgreementRecord, type MailSubject } from '../customers/record.ts';
import type { ReminderRules } from '../customers/reminder.ts';
import type { EventData } from '../customers/agreementEvent.ts';
import { deliveries } from '../delivery.ts';
import type { Delivery } from '../delivery.ts';

/** What the mail service says became of one mail to one recipient. */
export type DeliveryReport = {
  readonly operationId: string;
  readonly recipient: string;
  /** Null for a state that was not known when this was written. */
  readonly delivery: Delivery | null;
  /** Null when the report did not say. */
  readonly attemptedAt: Date | null;
};

/**
 * What a report changes. Reports come more than once and in any order, and may be faster than our own note
 * that the mail was sent: then they are the note. Only news of the current mail, or of a reminder of it,
 * change the record; of two reports the one that says more holds, so a late `expanded` undoes no bounce.
 */
export function decideReport(
  record: AgreementRecord,
  subject: MailSubject,
  report: DeliveryReport & { readonly delivery: Delivery },
  context: { readonly now: Date; readonly reminders: ReminderRules },
): EventData[] {
  const { operationId, delivery, attemptedAt } = report;
  const waiting = record.mails.find((mail) => mail.operationId === operationId);
  const sent = waiting ? [mailSettled(waiting, 'sent', context)] : [];
  if (subject.kind === 'notice') return sent;
  if (subject.kind === 'attestation' || subject.kind === 'attestationReminder')
    return [...sent, ...decideAttestationReport(record, subject, { ...report, delivery })];
  const { invitation } = record;
  const { number, sending } = subject;
  if (invitation?.number !== number || invitation.mail?.sending !== sending) return sent;
  if (delivery === 'delivered' || delivery === 'expanded') {
    const isNews = subject.kind === 'invitation' && saysMore(delivery, invitation.mail.delivery);
    return isNews ? [...sent, { type: 'invitationDelivered', number, sending, delivery, attemptedAt }] : sent;
  }
  if (invitation.state !== 'open') return sent;
  return [...sent, { type: 'invitationUndeliverable', number, sending, reason: delivery, attemptedAt }];
}

/** A signatory whom no mail reaches cannot accept. */
function decideAttestationReport(
  { attestation }: AgreementRecord,
  { kind, number }: MailSubject & { readonly kind: `attestation${string}` },
  { delivery, attemptedAt }: DeliveryReport & { readonly delivery: Delivery },
): EventData[] {
  if (attestation?.number !== number) return [];
  if (delivery === 'delivered' || delivery === 'expanded') {
    const isNews = kind === 'attestation' && saysMore(delivery, attestation.deliveryReport);
    return isNews ? [{ type: 'attestationDelivered', number, delivery, attemptedAt }] : [];
  }
  if (!['requested', 'waiting'].includes(attestation.state)) return [];
  const reason = 'mailUndeliverable' as const;
  return [{ type: 'attestationFailed', number, reason, code: delivery, correlationId: null }];
}

/** Whether a report adds to what is known. */
export function saysMore(delivery: Delivery, known: Delivery | null): boolean {
  return known === null || deliveries.indexOf(delivery) > deliveries.indexOf(known);
}
