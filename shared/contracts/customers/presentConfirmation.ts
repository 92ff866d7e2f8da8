import type { AgreementRecord } from '../../domain/customers/record.ts';
import { whyUnknown } from '../../domain/customers/statusReason.ts';
import type { ConfirmationView } from './confirmation.ts';
import { acceptanceOf, presentAcceptance, sourceOf } from './presentCustomer.ts';

/** Whether acceptance has been provided: yes, no, or unknown. */
export function presentConfirmation(record: AgreementRecord, lastCheckedAt: Date | null): ConfirmationView {
  const { standing, failedCheck, domain } = record;
  const { kind } = standing;
  const unread = standing.kind === 'unknown' ? standing.reason : failedCheck?.reason;
  const acceptance = presentAcceptance(acceptanceOf(record));
  return {
    customerTenantId: record.customerTenantId,
    provided: kind === 'unknown' ? null : kind === 'accepted',
    path: acceptance?.path ?? null,
    acceptedAt: acceptance?.acceptedAt ?? null,
    signatory: acceptance?.signatory ?? null,
    reacceptanceRequired: kind === 'lapsed',
    source: sourceOf(record),
    asOf: lastCheckedAt?.toISOString() ?? null,
    reason: unread === undefined ? null : whyUnknown(unread, domain),
  };
}
