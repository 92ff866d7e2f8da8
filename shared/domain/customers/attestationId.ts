import { createHash } from 'node:crypto';

/**
 * Microsoft's id of an attestation. It is a credential: the page behind it asks for no sign-in (third party), so
 * the id alone is enough to accept. Only its digest stands in records, histories and evidence.
 */
export type AttestationId = string & { readonly isCredential: true };

/** SHA-256 in hex: says which attestation, and leads nowhere. */
export function digestOf(attestationId: string): string {
  return createHash('sha256').update(attestationId).digest('hex');
}
