import type { AgreementRecord } from '../domain/record.ts';
import { presentProgress, type LinkOfAttestation } from './presentAttestation.ts';
import { presentCustomer, type LinkOf } from './presentCustomer.ts';

/** The record with its attestation as those see it who may hand the signatory's link out. */
export function presentAttested(
  record: AgreementRecord,
  { url, attestationUrl }: { readonly url: LinkOf; readonly attestationUrl: LinkOfAttestation },
) {
  const { customerTenantId, attestation } = record;
  return {
    ...presentCustomer(record, url),
    attestation: attestation && presentProgress(customerTenantId, attestation, attestationUrl),
  };
}
