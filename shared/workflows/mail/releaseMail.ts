import { AgreementError } from '../../domain/errors.ts';
import { maxPausedMs } from '../../domain/mail/mailLine.ts';
import type { Needs } from '../ports/ports.ts';

/** How long sending pauses after our sender was refused: short at first, since some refusals are a hiccup. */
const refusedPauseMs = 60_000;

/**
 * Lets a mail go that could not be sent. What it ran into may be true of all mails: then all sending pauses,
 * and the answer is when to look again. The pause comes first, or a second message would try the mail earlier.
 */
export async function releaseMail(
  { mailDispatch, telemetry }: Pick<Needs, 'mailDispatch' | 'telemetry'>,
  operationId: string,
  failure: unknown,
): Promise<{ readonly lookAgainMs: number | null }> {
  const pause = pauseFor(failure);
  if (pause?.reason === 'senderRefused') telemetry.count('mail.sender.refused');
  if (pause) await mailDispatch.pause(pause.reason, pause.ms);
  await mailDispatch.release(operationId);
  return { lookAgainMs: pause ? Math.min(pause.ms, maxPausedMs) : null };
}

function pauseFor(failure: unknown) {
  if (!(failure instanceof AgreementError)) return undefined;
  const ms = failure.details.retryAfterMs ?? refusedPauseMs;
  if (failure.code === 'MAIL_SENDER_REFUSED') return { reason: 'senderRefused' as const, ms };
  return failure.code === 'MAIL_THROTTLED' ? { reason: 'throttled' as const, ms } : undefined;
}
