import { AgreementError, type ErrorCode } from '../domain/errors.ts';
import { retryDelayMs } from '../domain/schedule.ts';
import type { MailOperation, OutgoingMail } from './mailPorts.ts';
import type { Needs } from './ports.ts';

/** `underWay`: somebody else sends it just now; `refused`: it will never be taken. */
export type MailTry =
  | { readonly kind: 'sent' | 'refused' | 'underWay' }
  | { readonly kind: 'later'; readonly code: ErrorCode; readonly delayMs: number };

type TryNeeds = Pick<Needs, 'mailDispatch' | 'mailService' | 'telemetry' | 'clock' | 'policy'>;

/** How long nobody sends after we were refused as a sender. */
const refusedPauseMs = 60_000;

/**
 * Tries to send a mail in the line of all mails; the same operation id makes no second one. Whatever may be true
 * of all mails pauses everybody. What will not pass by itself is thrown on.
 */
export async function tryMail(
  needs: TryNeeds,
  operation: MailOperation,
  mail: { readonly wantedAt: Date; readonly read: () => Promise<OutgoingMail | undefined> },
): Promise<MailTry> {
  const { operationId } = operation;
  const turn = await needs.mailDispatch.turn(operation);
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
  { mailDispatch, telemetry, clock, policy }: TryNeeds,
  {
    operationId,
    wantedAt,
    failure,
  }: { readonly operationId: string; readonly wantedAt: Date; readonly failure: unknown },
): Promise<MailTry> {
  await mailDispatch.release(operationId);
  if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
  const { code, details } = failure;
  const pauseMs = details.retryAfterMs ?? refusedPauseMs;
  if (code === 'MAIL_SENDER_REFUSED') telemetry.count('mail.sender.refused');
  if (code === 'MAIL_SENDER_REFUSED' || code === 'MAIL_THROTTLED') {
    await mailDispatch.pause(code === 'MAIL_THROTTLED' ? 'throttled' : 'senderRefused', pauseMs);
    return { kind: 'later', code, delayMs: pauseMs };
  }
  const times = { wantedAt, now: clock.now() };
  return { kind: 'later', code, delayMs: retryDelayMs(policy.retryFirstMs, times, details.retryAfterMs) };
}
