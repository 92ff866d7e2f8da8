import * as z from 'zod';
import type { AttestationId } from '../../domain/customers/attestationId.ts';
import type { AttestationProgress } from '../../domain/attestations/attestationProgress.ts';
import type { AttestationOrder } from '../../workflows/ports/attestationPorts.ts';
import { anyDate, guid, text } from './answers/wire.ts';

/*
 * All names of the enhanced attestation on the wire, and nothing else: what could not be read of Microsoft's page
 * can be put right here alone. Page: learn.microsoft.com/partner-center/customers/
 * integrate-sandbox-confirm-customer-accept. Marks: [MS] documented, [3P] third party, [U] unverified.
 */

/** [MS] where one is created, with an application token only. */
export const attestationsPath = '/v1/attestations/enhanced';

/** [U] where one is read: nothing of it could be read on the page. */
export function attestationPath(attestationId: string): string {
  return `${attestationsPath}/${encodeURIComponent(attestationId)}`;
}

/** [MS] the first five names; [U] the names of e-mail and phone, whose fields are documented. */
export function attestationBody({ country, language, companyName, signatory }: AttestationOrder) {
  return {
    country,
    language,
    companyName,
    signatoryFirstName: signatory.firstName,
    signatoryLastName: signatory.lastName,
    signatoryEmail: signatory.email,
    ...(signatory.phone === null ? {} : { signatoryPhoneNumber: signatory.phone }),
  };
}

/*
 * The hosted page itself, at ATTESTATION_PAGE_URL with the id of the attestation:
 * [MS] it is called an embeddable component for a checkout.
 * [3P] it needs no sign-in, so its address is a secret of the signatory.
 * [U] whether every site may frame it, and whether it tells the page around it when the signatory is done. Nothing
 * here waits for such a message: a partner's page reports the end with POST …/checks, which asks Microsoft at once.
 */

/** [U] the property that makes a confirmation the last step of an attestation. */
export function finalisingPart(attestationId: string | null) {
  return attestationId === null ? {} : { attestationId };
}

/**
 * [U] which token the last step takes: the page of the attestation says an application's, the page of the call
 * itself says a user's. The second is tried where the first is denied.
 */
export const finalisingModes = ['appOnly', 'appAndUser'] as const;

const id = guid.transform((text) => text as AttestationId);

/** [U] the answer as a whole, to creating and to reading: an id is all it has to hold. */
export const attestationView = z
  .object({
    attestationId: id.optional().catch(undefined),
    id: id.optional().catch(undefined),
    status: text,
    expirationDateTime: anyDate,
    acceptedDateTime: anyDate,
  })
  .transform(({ attestationId, id: otherId, status, expirationDateTime, acceptedDateTime }) => ({
    attestationId: attestationId ?? otherId,
    progress: progressOf(status ?? ''),
    expiresAt: expirationDateTime,
    acceptedAt: acceptedDateTime,
  }));

/** To creating one it must name it. */
export const createdAttestation = attestationView.transform(({ attestationId, ...rest }, context) => {
  if (attestationId !== undefined) return { ...rest, attestationId };
  context.addIssue({ code: 'custom', message: 'has no id', path: ['attestationId'] });
  return z.NEVER;
});

/** [3P] Pending, Unverified, Required, Accepted, Valid and Expired, seen at distributors; [U] the refusals. */
const progressByStatus: Readonly<Record<string, AttestationProgress['progress']>> = {
  accepted: 'accepted',
  valid: 'accepted',
  expired: 'expired',
  declined: 'declined',
  rejected: 'declined',
  cancelled: 'declined',
  canceled: 'declined',
};

/** An unknown status ends nothing: the attestation is polled again until its link expires. */
function progressOf(status: string): AttestationProgress['progress'] {
  return progressByStatus[status.trim().toLowerCase()] ?? 'pending';
}
