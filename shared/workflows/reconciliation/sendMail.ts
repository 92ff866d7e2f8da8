import { AgreementError } from '../../domain/errors.ts';
import { mailSettled, settledBy } from '../../domain/customers/pendingMails.ts';
import type { AgreementRecord, PendingMail } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import type { Stored } from '../ports/recordPorts.ts';
import { deferUntilSlot, retryLater, type Deferred } from '../customers/retryLater.ts';
import { releaseMail } from '../mail/releaseMail.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

type SendMailNeeds = StepNeeds & Pick<Needs, 'mailDispatch' | 'schedule' | 'mailService' | 'telemetry'>;

/** Of one page of a history. */
const maxLater = 100;

export type MailOutcome = { readonly kind: 'nothingToSend' | 'underWay' | 'sent' | 'refused' } | Deferred;

/**
 * Sends the mails a record waits for, oldest first; answers whether any was refused. Ids and bytes were
 * stored before the first attempt and stay the same, so a repeat after a lost reply, a crash or a second
 * message makes no second mail.
 */
export async function sendMail(needs: SendMailNeeds, customerTenantId: string): Promise<MailOutcome> {
  let outcome: MailOutcome = { kind: 'nothingToSend' };
  for (const tried = new Set<string>(); ;) {
    const stored = await needs.agreements.find(customerTenantId);
    const [pending] = stored?.record.mails ?? [];
    if (!stored || !pending || tried.has(pending.operationId)) return outcome;
    tried.add(pending.operationId);
    const one = await sendInSlot(needs, stored, pending);
    if (one.kind === 'postponed' || one.kind === 'underWay') return one;
    if (outcome.kind !== 'refused') outcome = one;
  }
}

/** All mails wait in one line; a record whose turn has not come is woken when it does. */
async function sendInSlot(needs: SendMailNeeds, stored: Stored, pending: PendingMail): Promise<MailOutcome> {
  const { customerTenantId } = stored.record;
  const { operationId, requestedAt: _requestedAt, ...subject } = pending;
  const turn = await needs.mailDispatch.takeSlot({ operationId, customerTenantId, subject });
  if (turn.kind === 'wait') {
    return deferUntilSlot(needs, needs.mailWakeUps, {
      stored,
      code: 'MAIL_THROTTLED',
      delayMs: turn.delayMs,
    });
  }
  // If the instance that sends it crashes, the due row is still there.
  return turn.kind === 'underWay' ? turn : sendOne(needs, stored, pending, turn.isRepeat);
}

async function sendOne(
  needs: SendMailNeeds,
  stored: Stored,
  pending: PendingMail,
  isRepeat: boolean,
): Promise<MailOutcome> {
  const { customerTenantId } = stored.record;
  const { operationId } = pending;
  const mail = await needs.agreements.mail(customerTenantId, operationId);
  if (!mail) throw new AgreementError('INTERNAL_ERROR', 'A record waits for a mail that was not stored.');

  let kind: 'sent' | 'refused' = 'sent';
  try {
    await needs.mailService.send(mail, { isRepeat });
  } catch (failure) {
    if (!(failure instanceof AgreementError && failure.code === 'MAIL_REFUSED')) {
      return afterFailure(needs, stored, pending, failure);
    }
    kind = 'refused';
  }
  await noteMail(needs, stored.record, pending, kind);
  return { kind };
}

/**
 * Notes in the history what became of a mail, unless another run or a delivery report has. A mail that a newer one
 * replaced while it was being sent is noted as well: it went out.
 */
async function noteMail(
  needs: SendMailNeeds,
  { customerTenantId, version }: AgreementRecord,
  pending: PendingMail,
  kind: 'sent' | 'refused',
): Promise<void> {
  const { operationId } = pending;
  const settled = mailSettled(pending, kind, { now: needs.clock.now(), reminders: needs.policy.reminders });
  const noteIf = async (isMissing: (record: AgreementRecord) => boolean): Promise<boolean> => {
    const decide = (record: AgreementRecord) => (isMissing(record) ? [settled] : []);
    return (await transition(needs, customerTenantId, { by: { kind: 'system' }, decide })).kind === 'changed';
  };
  const isNoted = await noteIf(({ mails }) => mails.some((mail) => mail.operationId === operationId));
  if (isNoted || kind === 'refused') return;
  for (let known = version; ;) {
    const later = await needs.agreements.history(customerTenantId, known + 1, maxLater);
    if (later.some(({ what }) => settledBy(what) === operationId)) return;
    const latest = later.at(-1)?.version ?? known;
    if (await noteIf((record) => record.version === latest)) return;
    known = latest;
  }
}

async function afterFailure(
  needs: SendMailNeeds,
  stored: Stored,
  { operationId, requestedAt: wantedAt }: PendingMail,
  failure: unknown,
): Promise<MailOutcome> {
  const { lookAgainMs } = await releaseMail(needs, operationId, failure);
  // The pause says how long, for this mail as for all others.
  return lookAgainMs !== null && failure instanceof AgreementError
    ? deferUntilSlot(needs, needs.mailWakeUps, { stored, code: failure.code, delayMs: lookAgainMs })
    : retryLater(needs, needs.mailWakeUps, { stored, wantedAt, failure });
}
