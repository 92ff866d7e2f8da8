import { AgreementError } from '../domain/errors.ts';
import { mailSettled } from '../domain/pendingMails.ts';
import type { PendingMail } from '../domain/record.ts';
import type { Needs, Stored } from './ports.ts';
import { postpone, type Postponed } from './postpone.ts';
import { transition } from './transition.ts';

export type MailOutcome = { readonly kind: 'nothingToSend' | 'sent' | 'refused' } | Postponed;

/**
 * Sends the mails a record waits for, oldest first; answers what became of the last one. Ids and bytes were
 * stored before the first attempt and stay the same, so a repeat after a lost reply, a crash or a second
 * message makes no second mail.
 */
export async function sendMail(needs: Needs, customerTenantId: string): Promise<MailOutcome> {
  let outcome: MailOutcome = { kind: 'nothingToSend' };
  for (const tried = new Set<string>(); ;) {
    const stored = await needs.agreements.find(customerTenantId);
    const [pending] = stored?.record.mails ?? [];
    if (!stored || !pending || tried.has(pending.operationId)) return outcome;
    tried.add(pending.operationId);
    outcome = await sendOne(needs, stored, pending);
    if (outcome.kind === 'postponed') return outcome;
  }
}

async function sendOne(needs: Needs, stored: Stored, pending: PendingMail): Promise<MailOutcome> {
  const { customerTenantId } = stored.record;
  const { operationId, requestedAt } = pending;
  const mail = await needs.agreements.mail(customerTenantId, operationId);
  if (!mail) throw new AgreementError('INTERNAL_ERROR', 'A record waits for a mail that was not stored.');

  let kind: 'sent' | 'refused' = 'sent';
  try {
    await needs.mailService.send(mail);
  } catch (failure) {
    if (failure instanceof AgreementError && failure.code === 'MAIL_SENDER_REFUSED') {
      needs.telemetry.count('mail.sender.refused');
    }
    if (!(failure instanceof AgreementError && failure.code === 'MAIL_REFUSED')) {
      return postpone(needs, needs.mailWakeUps, { stored, wantedAt: requestedAt, failure });
    }
    kind = 'refused';
  }
  await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    // Unless another run has noted it, or a newer mail took this one's place.
    decide: ({ mails }) =>
      mails.some((waiting) => waiting.operationId === operationId) ? [mailSettled(pending, kind)] : [],
  });
  return { kind };
}
