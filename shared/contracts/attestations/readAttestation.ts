import type { AttestationRequest } from '../../domain/attestations/attest.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { AttestationBody } from './attestation.ts';
import { readTenantId } from '../tenantId.ts';

/** Absent parts become null, as everywhere inside. */
export function readAttestation(body: AttestationBody): AttestationRequest {
  const { signatory, acceptedAt = null, companyName = null, country = null, language = null } = body;
  const { phone = null, ...person } = signatory;
  return {
    signatory: { ...person, phone },
    ...{ acceptedAt, companyName, country, language, delivery: body.delivery },
  };
}

/**
 * What `attestationIdOf` put together, for a customer who is named beside it.
 * @throws {AgreementError} `ATTESTATION_NOT_FOUND` for what cannot be one of this customer
 */
export function readAttestationNumber(customerTenantId: string, id: string): number {
  const [tenant, number = '', ...rest] = id.split('.');
  if (readTenantId(tenant) === customerTenantId && /^[1-9]\d{0,8}$/.test(number) && rest.length === 0) {
    return Number(number);
  }
  throw new AgreementError('ATTESTATION_NOT_FOUND', 'There is no attestation with this id.');
}
