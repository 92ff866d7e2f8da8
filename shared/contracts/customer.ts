import * as z from 'zod';
import {
  invitationId,
  statuses,
  languages,
  type Acceptance,
  type AgreementRecord,
  type Person,
} from '../domain/record.ts';
import { nextActions, readiness, readinessCodes } from '../domain/readiness.ts';
import { nextCheckAt } from '../domain/schedule.ts';
import { statusReason } from '../domain/statusReason.ts';
import { instant, tenantId } from './fields.ts';

export const personView = z
  .object({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
  })
  .meta({ id: 'Person' });

export const acceptanceView = z
  .object({
    path: z.enum(['customerDirect', 'partnerAttestation']),
    acceptedAt: instant
      .nullable()
      .meta({ description: 'Null for a direct acceptance: Microsoft gives no date' }),
    signatory: personView.nullable(),
  })
  .meta({ id: 'Acceptance' });

export const readinessView = z
  .object({
    canOrder: z.boolean().nullable().meta({ description: 'Null when nobody knows' }),
    code: z.enum(readinessCodes),
    detail: z.string(),
    nextAction: z.enum(nextActions),
  })
  .meta({ id: 'Readiness' });

export const invitationView = z
  .object({
    id: z.string().meta({ description: 'Opaque; for resend and cancel' }),
    kind: z.enum(['existingCustomer']),
    delivery: z.enum(['email', 'link']),
    recipient: personView,
    language: z.enum(languages),
    note: z.string().nullable(),
    state: z.enum(['open', 'undeliverable', 'expired', 'cancelled', 'fulfilled']),
    url: z.string().meta({ description: 'The stable link for the customer' }),
    createdAt: instant,
    sentAt: instant
      .nullable()
      .meta({ description: 'When the mail service took the mail; that is not yet delivery' }),
    openedAt: instant.nullable(),
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });

export const customerView = z
  .object({
    customerTenantId: z.string(),
    companyName: z.string(),
    domain: z.string(),
    country: z.string().nullable(),
    resellerTenantId: z.string().nullable(),
    status: z.enum(statuses),
    statusReason: z.object({ code: z.string(), detail: z.string() }).nullable(),
    acceptance: acceptanceView.nullable(),
    invitation: invitationView.nullable(),
    attestation: z.null(),
    readiness: readinessView,
    check: z.object({
      lastCheckedAt: instant.nullable(),
      nextCheckAt: instant,
      source: z.enum(['directSignStatus', 'agreements']).nullable(),
    }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Customer' });

export type CustomerView = z.infer<typeof customerView>;

export const customerPath = z.strictObject({ customerTenantId: tenantId });

type Times = { readonly lastCheckedAt: Date | null; readonly nextCheckAt: Date };
/** Makes the customer's link of an invitation. */
export type LinkOf = (customerTenantId: string, invitationNumber: number) => string;

/** The record as clients see it. Without `times`, those that the record itself knows. */
export function presentCustomer(record: AgreementRecord, linkOf: LinkOf, times?: Times): CustomerView {
  const { customerTenantId, companyName, domain, country, resellerTenantId, status, version } = record;
  const check = times ?? { lastCheckedAt: record.checkedAt, nextCheckAt: nextCheckAt(record, null) };
  return {
    customerTenantId,
    companyName,
    domain,
    country,
    resellerTenantId,
    status,
    statusReason: statusReason(record),
    acceptance: presentAcceptance(acceptanceOf(record)),
    invitation: presentInvitation(record, linkOf),
    attestation: null,
    readiness: readiness(record),
    check: {
      lastCheckedAt: check.lastCheckedAt?.toISOString() ?? null,
      nextCheckAt: check.nextCheckAt.toISOString(),
      source: sourceOf(record),
    },
    version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** The newest acceptance known, also one that has lapsed. */
export function acceptanceOf({ standing }: Pick<AgreementRecord, 'standing'>): Acceptance | null {
  return standing.kind === 'accepted' || standing.kind === 'lapsed' ? standing.acceptance : null;
}

export function presentAcceptance(acceptance: Acceptance | null): z.infer<typeof acceptanceView> | null {
  return acceptance && { ...acceptance, acceptedAt: acceptance.acceptedAt?.toISOString() ?? null };
}

/** Which of Microsoft's two places the present standing was read from. */
export function sourceOf({
  standing,
}: Pick<AgreementRecord, 'standing'>): 'directSignStatus' | 'agreements' | null {
  if (standing.kind === 'unknown') return null;
  if (standing.kind === 'none') return 'agreements';
  return standing.acceptance.path === 'customerDirect' ? 'directSignStatus' : 'agreements';
}

function presentInvitation(
  { customerTenantId, invitation }: AgreementRecord,
  linkOf: LinkOf,
): CustomerView['invitation'] {
  if (!invitation) return null;
  const { kind, delivery, language, note, state, number } = invitation;
  const recipient: Person = invitation.recipient;
  return {
    id: invitationId(customerTenantId, number),
    kind,
    delivery,
    recipient,
    language,
    note,
    state,
    url: linkOf(customerTenantId, number),
    createdAt: invitation.createdAt.toISOString(),
    sentAt: invitation.sentAt?.toISOString() ?? null,
    openedAt: invitation.openedAt?.toISOString() ?? null,
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
