import type { AgreementRecord } from '../../domain/customers/record.ts';
import { whyUnknown, type StatusReason } from '../../domain/customers/statusReason.ts';

/** What an agent is to know who asks a customer to accept: that nobody can tell whether it has accepted already. */
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
