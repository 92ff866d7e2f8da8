import { attestationIdOf, type Attestation } from '../customers/attestation.ts';
import type { EventData } from '../customers/agreementEvent.ts';
import { refuseTooSoon, type InvitationContext } from '../customers/invitation.ts';
import type { AgreementRecord } from '../customers/record.ts';
import { lastAttestationNumber } from '../customers/watchedAttestations.ts';
import { AgreementError } from '../errors.ts';

/**
 * Withdraws the current attestation; one already cancelled stays so. What the customer accepts on Microsoft's page
 * all the same still counts.
 * @throws {AgreementError} `ATTESTATION_NOT_FOUND` · `ATTESTATION_CLOSED`
 */
export function decideAttestationCancel(record: AgreementRecord, number: number): EventData[] {
  const attestation = currentAttestation(record, number);
  if (attestation.state === 'cancelled') return [];
  refuseIfOver(attestation);
  return [{ type: 'attestationCancelled', number }];
}

/**
 * Sends the mail with the signatory's link once more, and begins its time anew. While a mail waits to be sent, that
 * one is it.
 * @throws {AgreementError} `ATTESTATION_NOT_FOUND` · `ATTESTATION_CLOSED` · `RESEND_TOO_SOON`
 */
export function decideAttestationResend(
  record: AgreementRecord,
  number: number,
  { now, rules, mailId }: InvitationContext,
): EventData[] {
  const attestation = currentAttestation(record, number);
  refuseIfOver(attestation);
  if (attestation.delivery !== 'email' || attestation.mode === 'classic')
    throw closed('There is no mail to resend: you hand the link out yourself, or there is none.');
  const isMailed = attestation.mailId !== null;
  const isWaiting = record.mails.some((mail) => mail.kind === 'attestation' && mail.number === number);
  // Before Microsoft has made the link, the first mail is still to come.
  if (!isMailed || isWaiting) return [];
  refuseTooSoon(attestation, now, rules);
  const sending = (attestation.sending ?? 1) + 1;
  const closesAt = new Date(now.getTime() + rules.lifetimeMs);
  return [{ type: 'attestationResent', number, sending, operationId: mailId(number, sending), closesAt }];
}

function currentAttestation(record: AgreementRecord, number: number): Attestation {
  const { attestation, customerTenantId } = record;
  if (!attestation || number < 1 || number > lastAttestationNumber(record))
    throw new AgreementError('ATTESTATION_NOT_FOUND', 'There is no attestation with this id.');
  if (attestation.number === number) return attestation;
  throw closed('Another attestation has taken the place of this one.', {
    currentAttestationId: attestationIdOf(customerTenantId, attestation.number),
  });
}

function refuseIfOver({ state, confirmation }: Attestation): void {
  if (state === 'signed' || (state === 'requested' && confirmation !== null))
    throw closed('The customer has accepted, and the agreement is being put on record. Wait for it.');
  if (state !== 'requested' && state !== 'waiting')
    throw closed(`This attestation is ${state}. Attest again, if the customer still has to accept.`);
}

function closed(detail: string, extensions?: Record<string, unknown>): AgreementError {
  return new AgreementError('ATTESTATION_CLOSED', detail, extensions ? { extensions } : {});
}
