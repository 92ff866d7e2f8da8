import type { AgreementRecord } from '../domain/record.ts';
import { presentProgress, type LinkOfAttestation } from './presentAttestation.ts';
import { presentCustomer, type Presenter } from './presentCustomer.ts';

/** The record with its attestation as those see it who may hand the signatory's link out. */
export function presentAttested(
  record: AgreementRecord,
  presenter: Presenter & { readonly links: { readonly attestationUrl: LinkOfAttestation } },
) {
  const { customerTenantId, attestation } = record;
  return {
    ...presentCustomer(record, presenter),
    attestation:
      attestation && presentProgress(customerTenantId, attestation, presenter.links.attestationUrl),
  };
}
