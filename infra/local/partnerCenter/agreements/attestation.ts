import type { Contact } from '../customers/customer.ts';

/** One enhanced attestation: what the signatory is shown, and what became of it. Times are ISO 8601 in UTC. */
export type Attestation = {
  readonly id: string;
  readonly country: string;
  readonly language: string;
  readonly companyName: string;
  readonly signatory: Contact;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
  /** The customer whose agreement it made; one attestation makes one agreement. */
  readonly customerId: string | null;
};

export type AttestationState = 'pending' | 'accepted' | 'expired';

/** What was accepted in time stays accepted. */
export function attestationState(attestation: Attestation, now: Date): AttestationState {
  if (attestation.acceptedAt) return 'accepted';
  return now.toISOString() < attestation.expiresAt ? 'pending' : 'expired';
}
