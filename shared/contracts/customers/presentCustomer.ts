import { invitationId, type Acceptance, type AgreementRecord } from '../../domain/customers/record.ts';
import type { Caller } from '../../domain/caller.ts';
import { readinessFor } from '../../domain/customers/nextAction.ts';
import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import { nextCheckAt, type CheckRules } from '../../domain/customers/schedule.ts';
import { statusReason } from '../../domain/customers/statusReason.ts';
import { mayHoldLinks } from './mayHoldLinks.ts';
import { waitingSince } from '../../domain/waitingSince.ts';
import { presentAttestation } from './presentAttestation.ts';
import type { AcceptanceView, CustomerView } from './customer.ts';
import type { Person } from '../../domain/person.ts';

type Times = { readonly lastCheckedAt: Date | null; readonly nextCheckAt: Date };
/** Makes the customer's link of an invitation. */
export type LinkOf = (customerTenantId: string, invitationNumber: number) => string;

/** What it takes to show a record; without a caller as agents see it, who alone may send commands. */
export type Presenter = {
  readonly links: { readonly url: LinkOf };
  readonly policy: CheckRules & { readonly partnerType: PartnerType };
  readonly caller?: Pick<Caller, 'roles'>;
};

const agent: Pick<Caller, 'roles'> = { roles: ['AdminAgent'] };

/** The record as clients see it. Without `times`, those that the record itself knows. */
export function presentCustomer(
  record: AgreementRecord,
  { links, policy, caller = agent }: Presenter,
  times?: Times,
): CustomerView {
  const { customerTenantId, companyName, domain, country, resellerTenantId, status, version } = record;
  const check = times ?? { lastCheckedAt: record.checkedAt, nextCheckAt: nextCheckAt(record, null, policy) };
  return {
    customerTenantId,
    companyName,
    domain,
    country,
    resellerTenantId,
    status,
    statusReason: statusReason(record),
    acceptance: presentAcceptance(acceptanceOf(record)),
    invitation: presentInvitation(record, mayHoldLinks(caller) ? links.url : null),
    attestation: record.attestation && presentAttestation(customerTenantId, record.attestation),
    readiness: readinessFor(record, { roles: caller.roles, partnerType: policy.partnerType }),
    waitingSince: waitingSince(record)?.toISOString() ?? null,
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

export function presentAcceptance(acceptance: Acceptance | null): AcceptanceView | null {
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
  linkOf: LinkOf | null,
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
    url: linkOf && linkOf(customerTenantId, number),
    createdAt: invitation.createdAt.toISOString(),
    sentAt: invitation.sentAt?.toISOString() ?? null,
    deliveryReport: invitation.mail?.delivery ?? null,
    openedAt: invitation.openedAt?.toISOString() ?? null,
    remindersSent: invitation.remindersSent,
    nextReminderAt: state === 'open' ? (invitation.remindAt?.toISOString() ?? null) : null,
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
