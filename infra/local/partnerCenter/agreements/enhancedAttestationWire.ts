import { z } from 'zod';
import { attestationState, type Attestation, type AttestationState } from './attestation.ts';
import { fit } from '../body.ts';
import { emailShape } from '../emailShape.ts';

/*
 * Every name of the enhanced attestation that is not printed in what could be read of Microsoft's page stands
 * in this file and nowhere else in the simulator. Marks: [MS] documented, [3P] third party, [U] unverified.
 */

/** [MS] the path to create one; [U] that the same path with the id reads it. */
export const attestationsPath = '/attestations/enhanced';

const text = z.string().trim().min(1);

const request = z.object({
  country: z.string().regex(/^[A-Z]{2}$/), // [MS]
  language: z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/), // [MS]
  companyName: text, // [MS]
  signatoryFirstName: text, // [MS]
  signatoryLastName: text, // [MS]
  signatoryEmail: emailShape, // [U] the field is documented, its name is not
  signatoryPhoneNumber: z.string().optional(), // [U] likewise
  expirationTime: z.int().min(5).max(10_080).optional(), // [3P] in minutes, name and limits of a distributor
});

export type AttestationOrder = Pick<Attestation, 'country' | 'language' | 'companyName' | 'signatory'> & {
  lifetimeMinutes: number | undefined;
};

/** @throws {Refusal} 400 naming the first property that does not fit. */
export function parseAttestation(body: unknown): AttestationOrder {
  const { country, language, companyName, ...rest } = fit(body, request);
  const signatory = {
    firstName: rest.signatoryFirstName,
    lastName: rest.signatoryLastName,
    email: rest.signatoryEmail,
    ...(rest.signatoryPhoneNumber !== undefined && { phoneNumber: rest.signatoryPhoneNumber }),
  };
  return { country, language, companyName, signatory, lifetimeMinutes: rest.expirationTime };
}

// [3P] the names of states seen at distributors.
const statusNames: Record<AttestationState, string> = {
  pending: 'Pending',
  accepted: 'Accepted',
  expired: 'Expired',
};

/** [U] the answer to creating and to reading one, as a whole. */
export function attestationWire(attestation: Attestation, now: Date) {
  const { id, country, language, companyName, signatory, createdAt, expiresAt, acceptedAt } = attestation;
  return {
    attestationId: id,
    status: statusNames[attestationState(attestation, now)],
    country,
    language,
    companyName,
    signatoryFirstName: signatory.firstName,
    signatoryLastName: signatory.lastName,
    signatoryEmail: signatory.email,
    ...(signatory.phoneNumber !== undefined && { signatoryPhoneNumber: signatory.phoneNumber }),
    createdDateTime: createdAt,
    expirationDateTime: expiresAt,
    ...(acceptedAt && { acceptedDateTime: acceptedAt }),
    attributes: { objectType: 'EnhancedAttestation' },
  };
}

/** [U] the property that makes a confirmation the finalising one. */
const finalising = z.object({ attestationId: z.string().optional() });

/** The attestation a confirmation finalises, undefined for the classic one. @throws {Refusal} 400 */
export function parseFinalising(body: unknown): string | undefined {
  return fit(body, finalising).attestationId;
}
