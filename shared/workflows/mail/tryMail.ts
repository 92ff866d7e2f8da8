import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import { retryDelayMs } from '../../domain/customers/schedule.ts';
import type { MailOperation, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { releaseMail } from './releaseMail.ts';

/** `underWay`: another instance is sending it now; `refused`: it will never be taken. */
export type MailTry =
  | { readonly kind: 'sent' | 'refused' | 'underWay' }
  | { readonly kind: 'later'; readonly code: ErrorCode; readonly delayMs: number };

export type TryNeeds = Pick<Needs, 'mailDispatch' | 'mailService' | 'telemetry' | 'clock' | 'policy'>;

/**
 * Tries to send a mail in the line of all mails; the same operation id makes no second one. Whatever may be true
 * of all mails pauses all sending. What will not pass by itself is thrown on.
 */
export async function tryMail(
  needs: TryNeeds,
  operation: MailOperation,
  mail: { readonly wantedAt: Date; readonly read: () => Promise<OutgoingMail | undefined> },
): Promise<MailTry> {
  const { operationId } = operation;
  const turn = await needs.mailDispatch.takeSlot(operation);
  if (turn.kind === 'wait') return { kind: 'later', code: 'MAIL_THROTTLED', delayMs: turn.delayMs };
  if (turn.kind === 'underWay') return turn;
  const outgoing = await mail.read();
  if (!outgoing) throw new AgreementError('INTERNAL_ERROR', 'A mail is waited for that was not stored.');
  try {
    await needs.mailService.send(outgoing, { isRepeat: turn.isRepeat });
    return { kind: 'sent' };
  } catch (failure) {
    if (failure instanceof AgreementError && failure.code === 'MAIL_REFUSED') return { kind: 'refused' };
    return afterFailure(needs, { operationId, wantedAt: mail.wantedAt, failure });
  }
}

async function afterFailure(
  needs: TryNeeds,
  {
    operationId,
    wantedAt,
    failure,
  }: { readonly operationId: string; readonly wantedAt: Date; readonly failure: unknown },
): Promise<MailTry> {
  const { lookAgainMs } = await releaseMail(needs, operationId, failure);
  if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
  const { code, details } = failure;
  if (lookAgainMs !== null) return { kind: 'later', code, delayMs: lookAgainMs };
  const times = { wantedAt, now: needs.clock.now() };
  const delayMs = retryDelayMs(needs.policy.retryFirstMs, times, details.retryAfterMs);
  return { kind: 'later', code, delayMs };
}
