import { isOpenAttestation } from './customers/attestation.ts';
import type { AgreementRecord } from './customers/record.ts';

/** What an agent would want to know before asking a customer; it forbids nothing. */
export type Warning = { readonly code: (typeof warningCodes)[number]; readonly message: string };

export const warningCodes = [
  'REPLACES_INVITATION',
  'ATTESTATION_UNDER_WAY',
  'MAILED_RECENTLY',
  'ADDRESS_BOUNCED',
] as const;

const recentMs = 24 * 60 * 60_000;

/** `email` is where the new mail would go. */
export function warningsFor(record: AgreementRecord, email: string, now: Date): Warning[] {
  const { invitation, attestation } = record;
  const warnings: Warning[] = [];
  if (invitation?.state === 'open') {
    warnings.push({
      code: 'REPLACES_INVITATION',
      message: 'The customer has an open invitation, which this one takes the place of.',
    });
  }
  if (attestation && isOpenAttestation(attestation)) {
    warnings.push({
      code: 'ATTESTATION_UNDER_WAY',
      message: 'An attestation is under way, and its signatory may still accept.',
    });
  }
  const sentAt = [invitation?.sentAt, attestation?.sentAt].filter((at) => at instanceof Date);
  if (sentAt.some((at) => now.getTime() - at.getTime() < recentMs)) {
    warnings.push({ code: 'MAILED_RECENTLY', message: 'The customer was mailed within the last 24 hours.' });
  }
  if (invitation?.state === 'undeliverable' && invitation.recipient.email === email) {
    warnings.push({ code: 'ADDRESS_BOUNCED', message: 'The last mail to this address was not delivered.' });
  }
  return warnings;
}
