import type { AgreementRecord } from '../../domain/customers/record.ts';
import { whyUnknown, type StatusReason } from '../../domain/customers/statusReason.ts';

/** Warns an agent who asks a customer to accept: it is unknown whether the customer has accepted already. */
export function presentWarnings({
  standing,
  failedCheck,
  domain,
}: Pick<AgreementRecord, 'standing' | 'failedCheck' | 'domain'>): StatusReason[] {
  const reason = standing.kind === 'unknown' ? standing.reason : failedCheck?.reason;
  if (reason === undefined) return [];
  const { code, detail } = whyUnknown(reason, domain);
  return [{ code, detail: `Whether the customer has accepted already is not known. ${detail}` }];
}
