import { attestationIdOf } from '../customers/attestation.ts';
import { applyEvent } from '../customers/events.ts';
import { invitationId, type AgreementRecord, type Status } from '../customers/record.ts';
import { whyUnknown } from '../customers/statusReason.ts';
import type { AgreementEvent } from '../customers/agreementEvent.ts';
import { nameOfProspect, type Prospect, type ProspectState } from '../prospects/prospect.ts';
import type { ProspectEvent } from '../prospects/prospectEvents.ts';

/** What other systems are told of customers. */
const customerEventTypes = [
  'agreement.accepted',
  'agreement.reacceptance_required',
  'invitation.sent',
  'invitation.opened',
  'invitation.bounced',
  'invitation.expired',
  'invitation.declined',
  'invitation.cancelled',
  'attestation.requested',
  'attestation.completed',
  'attestation.failed',
  'customer.created',
  'customer.unknown',
  'customer.reseller_changed',
] as const;
/** What they are told of relationship invitations, whose company is no customer yet. */
export const prospectEventTypes = ['prospect.ambiguous'] as const;
export const webhookEventTypes = [...customerEventTypes, ...prospectEventTypes] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

type News = {
  readonly resellerTenantId: string | null;
  readonly version: number;
  readonly hash: string;
  readonly at: Date;
  /** For messages that people read; endpoints of programs are not told. Absent from news noted by an older version. */
  readonly companyName?: string;
  /** For endpoints of one reseller alone; the others know it. */
  readonly isForReseller?: true;
};

export type CustomerNews = News & {
  readonly type: (typeof customerEventTypes)[number];
  readonly customerTenantId: string;
  readonly status: Status;
  readonly invitationId?: string;
  readonly attestationId?: string;
  /** A code that says more, where there is one. */
  readonly reason?: string;
};
export type ProspectNews = News & {
  readonly type: (typeof prospectEventTypes)[number];
  readonly relationshipInvitationId: string;
  readonly state: ProspectState;
};

/** One piece of news: ids, codes and times only. `hash` identifies the event that it reports. */
export type WebhookEvent = CustomerNews | ProspectNews;

/** The subject of the event: a customer's tenant id, or the id of a relationship invitation. */
export function subjectOf(news: WebhookEvent): string {
  return 'customerTenantId' in news ? news.customerTenantId : news.relationshipInvitationId;
}

/** What is news in the events that follow a record. */
export function webhookEventsOf(
  before: AgreementRecord | undefined,
  events: readonly AgreementEvent[],
): CustomerNews[] {
  const news: CustomerNews[] = [];
  let record = before;
  for (const event of events) {
    const after = applyEvent(record, event);
    for (const what of tell(record, after, event)) {
      const { customerTenantId, resellerTenantId, status, companyName } = after;
      const { version, hash, at } = event;
      news.push({ resellerTenantId, ...what, customerTenantId, version, hash, at, status, companyName });
    }
    record = after;
  }
  return news;
}

/** What is news in a step of a relationship invitation: that an agent has to say which customer it is. */
export function prospectNewsOf(
  before: Prospect | undefined,
  after: Prospect,
  events: readonly ProspectEvent[],
): ProspectNews[] {
  const found = events.find(({ what }) => what.type === 'candidatesFound');
  const { id, state, resellerTenantId } = after;
  if (!found || state !== 'ambiguous' || before?.state === state) return [];
  const { version, hash, at } = found;
  const companyName = nameOfProspect(after);
  const event = { version, hash, at, resellerTenantId, companyName };
  return [{ type: 'prospect.ambiguous', relationshipInvitationId: id, state, ...event }];
}

type Told = Pick<CustomerNews, 'type' | 'invitationId' | 'attestationId' | 'reason' | 'isForReseller'> &
  Partial<Pick<CustomerNews, 'resellerTenantId'>>;

/** One event may both end an attestation and make the customer accepted: both are reported. */
function tell(before: AgreementRecord | undefined, after: AgreementRecord, event: AgreementEvent): Told[] {
  return [
    ...ofCustomer(before, after),
    ...ofInvitation(before, after, event),
    ...ofAttestation(before, after, event),
    ...ofAgreement(before, after),
  ];
}

function ofCustomer(before: AgreementRecord | undefined, after: AgreementRecord): Told[] {
  if (!before) return [{ type: 'customer.created' }];
  const isNewlyTheirs = after.resellerTenantId && after.resellerTenantId !== before.resellerTenantId;
  const reason = unknownReason(after);
  const isNewlyUnknown = reason && reason !== 'notYetChecked' && reason !== unknownReason(before);
  const old = before.resellerTenantId;
  const hasMoved = old !== null && old !== after.resellerTenantId;
  const moved = { type: 'customer.reseller_changed' } as const;
  return [
    ...(hasMoved ? [moved, { ...moved, resellerTenantId: old, isForReseller: true } as const] : []),
    // The customer's reseller is known a moment later than the customer itself.
    ...(isNewlyTheirs ? [{ type: 'customer.created', isForReseller: true } as const] : []),
    ...(isNewlyUnknown ? [{ type: 'customer.unknown', reason } as const] : []),
  ];
}

function ofAgreement(before: AgreementRecord | undefined, { standing }: AgreementRecord): Told[] {
  if (standing.kind === before?.standing.kind) return [];
  if (standing.kind === 'accepted') return [{ type: 'agreement.accepted' }];
  return standing.kind === 'lapsed' ? [{ type: 'agreement.reacceptance_required' }] : [];
}

function ofInvitation(
  before: AgreementRecord | undefined,
  { customerTenantId, invitation }: AgreementRecord,
  { what, at }: AgreementEvent,
): Told[] {
  if (!invitation || !('number' in what) || what.number !== invitation.number) return [];
  const id = { invitationId: invitationId(customerTenantId, invitation.number) };
  const known = before?.invitation;
  if (what.type === 'invitationSent' && invitation.sentAt === at) return [{ type: 'invitation.sent', ...id }];
  if (what.type === 'invitationOpened' && !known?.openedAt) return [{ type: 'invitation.opened', ...id }];
  if (invitation.state === known?.state) return [];
  const { state, undeliverableReason: reason } = invitation;
  if (state === 'undeliverable')
    return [{ type: 'invitation.bounced', ...id, ...(reason ? { reason } : {}) }];
  return state === 'expired' || state === 'declined' || state === 'cancelled'
    ? [{ type: `invitation.${state}`, ...id }]
    : [];
}

function ofAttestation(
  before: AgreementRecord | undefined,
  { customerTenantId, attestation }: AgreementRecord,
  { what }: AgreementEvent,
): Told[] {
  if (!attestation) return [];
  const { number, state } = attestation;
  const known = before?.attestation;
  const id = { attestationId: attestationIdOf(customerTenantId, number) };
  if (what.type === 'attestationRequested') return [{ type: 'attestation.requested', ...id }];
  if (known?.number === number && known.state === state) return [];
  if (state === 'completed') return [{ type: 'attestation.completed', ...id }];
  if (state !== 'failed') return [];
  const reason = attestation.failure?.reason;
  return [{ type: 'attestation.failed', ...id, ...(reason ? { reason } : {}) }];
}

function unknownReason({ standing, domain }: AgreementRecord): string | null {
  return standing.kind === 'unknown' ? whyUnknown(standing.reason, domain).code : null;
}
