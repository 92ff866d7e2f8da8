import type { AgreementRecord } from '../../domain/customers/record.ts';
import { presentProgress, type LinkOfAttestation } from '../customers/presentAttestation.ts';
import { presentWarnings } from '../customers/presentWarnings.ts';
import { presentCustomer, type Presenter } from '../customers/presentCustomer.ts';

/** The record with its attestation as those see it who may hand the signatory's link out. */
export function presentAttested(
  record: AgreementRecord,
  presenter: Presenter & { readonly links: { readonly attestationUrl: LinkOfAttestation } },
) {
  const { customerTenantId, attestation } = record;
  return {
    ...presentCustomer(record, presenter),
    warnings: presentWarnings(record),
    attestation:
      attestation && presentProgress(customerTenantId, attestation, presenter.links.attestationUrl),
  };
}
