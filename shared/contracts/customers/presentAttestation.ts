import { attestationIdOf, isOpenAttestation, type Attestation } from '../../domain/customers/attestation.ts';
import { isFallback } from '../../domain/attestations/agreementTemplate.ts';
import { attestationFailureDetails } from '../../domain/customers/statusReason.ts';
import type { AttestationView } from './customer.ts';

/** An attestation as everybody who may see the customer sees it; the signatory's link is not among it. */
export function presentAttestation(customerTenantId: string, attestation: Attestation): AttestationView {
  const { number, mode, state, delivery, signatory, companyName, country, language, failure } = attestation;
  const { firstName, lastName, email, phone } = signatory;
  const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    id: attestationIdOf(customerTenantId, number),
    mode,
    state,
    delivery,
    signatory: { firstName, lastName, email, phone },
    companyName,
    country,
    language,
    languageFallback: isFallback(attestation.wantedLanguage, language),
    isUpdate: attestation.isUpdate ?? false,
    acceptedAt: instant(attestation.acceptedAt),
    createdAt: attestation.createdAt.toISOString(),
    sentAt: instant(attestation.sentAt),
    deliveryReport: attestation.deliveryReport,
    openedAt: instant(attestation.openedAt),
    remindersSent: attestation.remindersSent,
    nextReminderAt: state === 'waiting' ? instant(attestation.remindAt) : null,
    expiresAt: attestation.closesAt.toISOString(),
    links: attestation.link,
    endedAt: instant(attestation.endedAt),
    failure: failure && {
      code: failure.reason,
      detail: attestationFailureDetails[failure.reason],
      partnerCenter:
        failure.code === null ? null : { code: failure.code, correlationId: failure.correlationId },
    },
  };
}

/** Whether the signatory's link leads somewhere, or will in a moment. */
export function hasLink(attestation: Attestation): boolean {
  return attestation.mode === 'enhanced' && isOpenAttestation(attestation);
}

export type LinkOfAttestation = (customerTenantId: string, attestationNumber: number) => string;

/** The same for who may hand the link out, and without it for who may not. */
export function presentProgress(
  customerTenantId: string,
  attestation: Attestation,
  linkOf: LinkOfAttestation | null,
): AttestationView & { readonly url: string | null } {
  const url = linkOf && hasLink(attestation) ? linkOf(customerTenantId, attestation.number) : null;
  return { ...presentAttestation(customerTenantId, attestation), url };
}
