import type { AgreementEvent, Happening } from './events.ts';
import type { AgreementRecord, MailSubject, PendingMail } from './record.ts';

/** The mails that wait after an event: the one it asked for comes last, what is done or no longer wanted goes. */
export function mailsAfter(record: AgreementRecord, { what, at }: AgreementEvent): readonly PendingMail[] {
  const asked = askedFor(what);
  const settled = settledBy(what);
  const mails = asked ? [...record.mails, { ...asked, requestedAt: at }] : record.mails;
  return mails.filter((mail) => mail.operationId !== settled && isWanted(record, mail));
}

/** What notes that a mail was taken by the mail service, or refused for good. */
export function mailSettled(
  { kind, number, sending, operationId }: PendingMail,
  outcome: 'sent' | 'refused',
): Happening {
  if (kind === 'attestation') {
    return outcome === 'sent'
      ? { type: 'attestationMailed', number, operationId }
      : { type: 'attestationFailed', number, reason: 'mailUndeliverable', code: null, correlationId: null };
  }
  if (outcome === 'sent') return { type: 'invitationSent', number, sending, operationId };
  return { type: 'invitationUndeliverable', number, sending, reason: 'mailRefused' };
}

function askedFor(what: Happening): (MailSubject & { readonly operationId: string }) | null {
  switch (what.type) {
    case 'invitationCreated':
      return what.operationId === null
        ? null
        : { kind: 'invitation', number: what.number, sending: 1, operationId: what.operationId };
    case 'invitationResent': {
      const { number, sending, operationId } = what;
      return { kind: 'invitation', number, sending, operationId };
    }
    case 'attestationStarted': {
      const { number, operationId } = what;
      return operationId === null ? null : { kind: 'attestation', number, sending: 1, operationId };
    }
    default:
      return null;
  }
}

function settledBy(what: Happening): string | null {
  return what.type === 'invitationSent' || what.type === 'attestationMailed' ? what.operationId : null;
}

/** Only the newest mail of an open invitation: a cancelled one is never mailed, nor one that was answered. */
function isWanted(
  { invitation, attestation }: AgreementRecord,
  { kind, number, sending }: MailSubject,
): boolean {
  // A link that ran out before its mail went out is followed by another, and the mail leads to that one.
  if (kind === 'attestation') {
    return attestation?.number === number && ['requested', 'waiting'].includes(attestation.state);
  }
  return invitation?.state === 'open' && invitation.number === number && invitation.mail?.sending === sending;
}
