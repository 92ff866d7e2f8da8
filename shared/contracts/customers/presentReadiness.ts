import type { AgreementRecord } from '../../domain/customers/record.ts';
import { readinessFor, type Viewer } from '../../domain/customers/nextAction.ts';
import { statusReason, type StatusReason } from '../../domain/customers/statusReason.ts';
import type { CustomerReadinessView } from './readiness.ts';

/** What is known of a customer, since when, and the outcome of a requested check. */
type Known = {
  readonly record: AgreementRecord;
  readonly asOf: Date | null;
  readonly now: Date;
  readonly check: {
    readonly outcome: 'notNeeded' | 'made' | 'failed';
    readonly reason: StatusReason | null;
  } | null;
};

export function presentReadiness({ record, asOf, now, check }: Known, viewer: Viewer): CustomerReadinessView {
  return {
    customerTenantId: record.customerTenantId,
    ...readinessFor(record, viewer),
    asOf: asOf?.toISOString() ?? null,
    ageSeconds: asOf && Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1000)),
    reason: statusReason(record),
    check,
  };
}

/** What an answer is made of, apart from how long ago that was. */
export function readinessTag({ record, asOf, check }: Known): string[] {
  return [String(record.version), asOf?.toISOString() ?? '', JSON.stringify(check)];
}
