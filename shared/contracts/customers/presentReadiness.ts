import type { AgreementRecord } from '../../domain/customers/record.ts';
import { readiness } from '../../domain/customers/readiness.ts';
import { statusReason, type StatusReason } from '../../domain/customers/statusReason.ts';
import type { CustomerReadinessView } from './readiness.ts';

/** What is known of a customer, since when, and what became of a look that was asked for. */
type Known = {
  readonly record: AgreementRecord;
  readonly asOf: Date | null;
  readonly now: Date;
  readonly check: {
    readonly outcome: 'notNeeded' | 'made' | 'failed';
    readonly reason: StatusReason | null;
  } | null;
};

export function presentReadiness({ record, asOf, now, check }: Known): CustomerReadinessView {
  return {
    customerTenantId: record.customerTenantId,
    ...readiness(record),
    asOf: asOf?.toISOString() ?? null,
    ageSeconds: asOf && Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1000)),
    reason: statusReason(record),
    check,
  };
}
