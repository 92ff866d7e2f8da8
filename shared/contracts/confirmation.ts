import * as z from 'zod';
import type { AgreementRecord } from '../domain/record.ts';
import { readiness } from '../domain/readiness.ts';
import { statusReason } from '../domain/statusReason.ts';
import {
  acceptanceOf,
  acceptanceView,
  personView,
  presentAcceptance,
  readinessView,
  sourceOf,
} from './customer.ts';
import { instant } from './fields.ts';

export const confirmationView = z
  .object({
    customerTenantId: z.string(),
    provided: z
      .boolean()
      .nullable()
      .meta({ description: 'Null when Microsoft could not be asked; see `reason`' }),
    path: acceptanceView.shape.path.nullable(),
    acceptedAt: instant.nullable(),
    signatory: personView.nullable(),
    reacceptanceRequired: z
      .boolean()
      .meta({ description: 'True when an acceptance exists but is older than the cut-off' }),
    source: z.enum(['directSignStatus', 'agreements']).nullable(),
    asOf: instant.nullable(),
    reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'Confirmation' });

/** Has acceptance been provided: yes, no, or nobody could say. */
export function presentConfirmation(
  record: AgreementRecord,
  lastCheckedAt: Date | null,
): z.infer<typeof confirmationView> {
  const { kind } = record.standing;
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
    reason: kind === 'unknown' || record.failedCheck ? statusReason(record) : null,
  };
}

export const customerReadinessView = readinessView
  .extend({ customerTenantId: z.string(), asOf: instant.nullable() })
  .meta({ id: 'CustomerReadiness' });

export function presentReadiness(
  record: AgreementRecord,
  lastCheckedAt: Date | null,
): z.infer<typeof customerReadinessView> {
  const { customerTenantId } = record;
  return { customerTenantId, ...readiness(record), asOf: lastCheckedAt?.toISOString() ?? null };
}
