import { decideProspectMailed } from '../domain/decideProspect.ts';
import { AgreementError } from '../domain/errors.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ProspectHappening } from '../domain/prospectEvents.ts';
import { retryDelayMs } from '../domain/schedule.ts';
import { moveProspect } from './moveProspect.ts';
import type { Needs } from './ports.ts';
import type { StoredProspect } from './prospectPorts.ts';
import { postponeProspect, type ProspectPostponed } from './postponeProspect.ts';

type Mailed = ProspectPostponed | { readonly kind: 'underWay' } | undefined;

/** How long nobody sends after we were refused as a sender. */
const refusedPauseMs = 60_000;

/** Sends the mail a prospect waits for, in the line of all mails; a repeat makes no second mail. */
export async function sendProspectMail(needs: Needs, stored: StoredProspect): Promise<Mailed> {
  const { id, mail, sending } = stored.prospect;
  if (!mail) return undefined;
  const { operationId, reminder } = mail;
  const subject = { kind: 'relationship', sending, reminder } as const;
  const turn = await needs.mailDispatch.turn({ operationId, customerTenantId: id, subject });
  if (turn.kind === 'wait') {
    return postponeProspect(needs, stored, { code: 'MAIL_THROTTLED', delayMs: turn.delayMs });
  }
  if (turn.kind === 'underWay') return turn;
  const outgoing = await needs.prospects.mail(id, operationId);
  if (!outgoing)
    throw new AgreementError('INTERNAL_ERROR', 'A prospect waits for a mail that was not stored.');
  try {
    await needs.mailService.send(outgoing, { isRepeat: turn.isRepeat });
  } catch (failure) {
    if (!(failure instanceof AgreementError && failure.code === 'MAIL_REFUSED')) {
      return afterFailure(needs, stored, { operationId, failure });
    }
    await settle(needs, id, (current) =>
      current.mail?.operationId === operationId
        ? [{ type: 'mailRefused', operationId, reason: 'mailRefused' }]
        : [],
    );
    return undefined;
  }
  const context = { now: needs.clock.now(), reminders: needs.policy.reminders };
  await settle(needs, id, (current) => decideProspectMailed(current, operationId, context));
  return undefined;
}

async function settle(
  needs: Needs,
  id: string,
  decide: (current: Prospect) => ProspectHappening[],
): Promise<void> {
  await moveProspect(needs, id, { by: { kind: 'system' }, decide });
}

/** What one mail ran into may be true of all: then everybody pauses. */
async function afterFailure(
  needs: Needs,
  stored: StoredProspect,
  { operationId, failure }: { readonly operationId: string; readonly failure: unknown },
): Promise<ProspectPostponed> {
  const { mailDispatch, telemetry, clock } = needs;
  await mailDispatch.release(operationId);
  if (!(failure instanceof AgreementError) || !failure.retryable) throw failure;
  const { code, details } = failure;
  const pauseMs = details.retryAfterMs ?? refusedPauseMs;
  if (code === 'MAIL_SENDER_REFUSED') telemetry.count('mail.sender.refused');
  if (code === 'MAIL_SENDER_REFUSED' || code === 'MAIL_THROTTLED') {
    await mailDispatch.pause(code === 'MAIL_THROTTLED' ? 'throttled' : 'senderRefused', pauseMs);
    return postponeProspect(needs, stored, { code, delayMs: pauseMs });
  }
  const wantedAt = stored.prospect.mail?.requestedAt ?? stored.prospect.updatedAt;
  const delayMs = retryDelayMs(wantedAt, clock.now(), details.retryAfterMs);
  return postponeProspect(needs, stored, { code, delayMs });
}
