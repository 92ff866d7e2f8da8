import type { AttestationRequest } from '../../domain/attestations/attest.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { AttestationBody } from './attestation.ts';
import { readItemId } from '../itemId.ts';

/** Absent parts become null, as everywhere inside. */
export function readAttestation(body: AttestationBody): AttestationRequest {
  const { signatory, acceptedAt, companyName = null, country = null, language = null } = body;
  const { phone = null, ...person } = signatory;
  return {
    signatory: { ...person, phone },
    ...readAcceptedAt(acceptedAt),
    ...{ companyName, country, language, delivery: body.delivery },
  };
}

/** `isUntyped`: the id is of the form that names no kind, and may be that of an invitation. */
export type AttestationTarget = { readonly number: number; readonly isUntyped: boolean };

/** A day is midnight UTC of it, with a mark. */
export function readAcceptedAt(
  given: AttestationBody['acceptedAt'],
): Pick<AttestationRequest, 'acceptedAt' | 'isDay'> {
  return given ? { acceptedAt: given.at, ...(given.isDay ? { isDay: true } : {}) } : { acceptedAt: null };
}

/**
 * What `attestationIdOf` put together, for a customer who is named beside it.
 * @throws {AgreementError} `ATTESTATION_NOT_FOUND` for what cannot be one of this customer
 */
export function readAttestationId(customerTenantId: string, id: string): AttestationTarget {
  const item = readItemId(id);
  if (item?.customerTenantId === customerTenantId && item.kind !== 'invitation')
    return { number: item.number, isUntyped: item.kind === null };
  const why =
    item?.kind === 'invitation'
      ? 'This is the id of an invitation.'
      : 'There is no attestation with this id.';
  throw new AgreementError('ATTESTATION_NOT_FOUND', why);
}
