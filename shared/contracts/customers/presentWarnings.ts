import type { AgreementRecord } from '../../domain/customers/record.ts';
import { acceptanceUnknown, whyUnknown, type StatusReason } from '../../domain/customers/statusReason.ts';

/** Warns an agent who asks a customer to accept: it is unknown whether the customer has accepted already. */
export function presentWarnings(
  record: Pick<AgreementRecord, 'standing' | 'failedCheck' | 'domain'> | undefined,
): StatusReason[] {
  if (!record) return [];
  const { standing, failedCheck, domain } = record;
  const reason = standing.kind === 'unknown' ? standing.reason : failedCheck?.reason;
  if (reason === undefined) return [];
  const { code, detail } = whyUnknown(reason, domain);
  return [{ code, detail: `${acceptanceUnknown} ${detail}` }];
}
