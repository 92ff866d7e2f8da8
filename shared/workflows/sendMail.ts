import { AgreementError } from '../domain/errors.ts';
import type { Happening } from '../domain/events.ts';
import { pendingMail } from '../domain/invitation.ts';
import type { AgreementRecord, InvitationMail } from '../domain/record.ts';
import type { Needs } from './ports.ts';
import { postpone, type Postponed } from './postpone.ts';
import { transition } from './transition.ts';

export type MailOutcome = { readonly kind: 'nothingToSend' | 'sent' | 'refused' } | Postponed;

/**
 * Sends the mail a record waits for. The id and the bytes were stored before the first attempt and stay
 * the same, so a repeat after a lost reply, a crash or a second message makes no second mail.
 */
export async function sendMail(needs: Needs, customerTenantId: string): Promise<MailOutcome> {
  const stored = await needs.agreements.find(customerTenantId);
  const pending = stored && pendingMail(stored.record);
  if (!pending) return { kind: 'nothingToSend' };
  const mail = await needs.agreements.mail(customerTenantId, pending.operationId);
  if (!mail) throw new AgreementError('INTERNAL_ERROR', 'A record waits for a mail that was not stored.');

  let kind: 'sent' | 'refused' = 'sent';
  try {
    await needs.mailService.send(mail);
  } catch (failure) {
    if (failure instanceof AgreementError && failure.code === 'MAIL_SENDER_REFUSED') {
      needs.telemetry.count('mail.sender.refused');
    }
    if (!(failure instanceof AgreementError && failure.code === 'MAIL_REFUSED')) {
      return postpone(needs, needs.mailWakeUps, { stored, wantedAt: pending.requestedAt, failure });
    }
    kind = 'refused';
  }
  await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    decide: (record) => settle(record, pending, kind),
  });
  return { kind };
}

/** Notes the outcome, unless another run has done so or a newer mail took this one's place. */
function settle(
  record: AgreementRecord,
  { operationId, sending }: InvitationMail,
  kind: 'sent' | 'refused',
): Happening[] {
  const { invitation } = record;
  if (invitation?.mail?.operationId !== operationId || invitation.mail.state !== 'pending') return [];
  const { number } = invitation;
  if (kind === 'sent') return [{ type: 'invitationSent', number, sending, operationId }];
  return [{ type: 'invitationUndeliverable', number, sending, reason: 'mailRefused' }];
}
