import { customerName } from '../../domain/customers/customerName.ts';
import { bounceReasons, type BounceReason, type MailOrder } from '../../domain/mail/mailOrder.ts';
import { fullName } from '../../domain/person.ts';
import type { Acceptance, AgreementRecord, PendingMail } from '../../domain/customers/record.ts';
import type { ComposeMail, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

type Notice = PendingMail & { readonly kind: 'notice' };
type NoticeNeeds = Pick<Needs, 'policy'> & { readonly composeMail: ComposeMail };

/** A notice as it will be sent, without its id. */
export function composeNotice(
  { composeMail, policy }: NoticeNeeds,
  record: AgreementRecord,
  notice: Notice,
): Omit<OutgoingMail, 'operationId'> {
  const reader = notice.audience === 'agent' ? agent(policy) : customer(record, notice);
  const { address, recipientName, language } = reader;
  const companyName = customerName(record);
  const url = policy.notices.recordUrl(record.customerTenantId);
  const composed = composeMail({
    ...orderOf(record, notice, url),
    ...{ language, recipientName, companyName },
  });
  return { recipient: address, recipientName, ...composed };
}

type Reader = Pick<MailOrder, 'language' | 'recipientName'> & { readonly address: string };

function agent({ notices, defaultLanguage }: Needs['policy']): Reader {
  if (notices.agentEmail === null) throw new Error('a notice waits for an agent without an address');
  return { address: notices.agentEmail, recipientName: null, language: defaultLanguage };
}

function customer({ invitation, attestation }: AgreementRecord, { about }: Notice): Reader {
  if (about === 'attestation' && attestation) {
    const { signatory, mailLanguage } = attestation;
    return { address: signatory.email, recipientName: fullName(signatory), language: mailLanguage };
  }
  if (!invitation) throw new Error('a notice waits for a customer nobody wrote to');
  const { recipient, language } = invitation;
  return { address: recipient.email, recipientName: fullName(recipient), language };
}

type Basics = 'language' | 'recipientName' | 'companyName';
type NoticeOrder = Extract<
  MailOrder,
  {
    kind:
      | 'expiryNotice'
      | 'bounceNotice'
      | 'declineNotice'
      | 'wantedNotice'
      | 'refusalNotice'
      | 'acceptanceConfirmed';
  }
>;
type Topical<Order> = Order extends unknown ? Omit<Order, Basics> : never;

function orderOf(record: AgreementRecord, notice: Notice, url: string): Topical<NoticeOrder> {
  const { requestedAt: now, audience } = notice;
  if (notice.topic === 'accepted') return acceptance(record, audience, url);
  const { invitedAddress, expiresAt, remindersSent, reason } = whatEnded(record, notice);
  switch (notice.topic) {
    case 'expired':
      return { kind: 'expiryNotice', url, invitedAddress, expiredAt: expiresAt, remindersSent };
    case 'declined':
      return { kind: 'declineNotice', url, invitedAddress, declinedAt: now };
    case 'wanted':
      return { kind: 'wantedNotice', url, invitedAddress, wantedAt: now };
    case 'refused':
      return { kind: 'refusalNotice', url, invitedAddress, refusedAt: now };
    case 'undeliverable':
      return { kind: 'bounceNotice', url, invitedAddress, bouncedAt: now, reason };
  }
}

function acceptance(
  { standing }: AgreementRecord,
  audience: 'agent' | 'customer',
  url: string,
): Topical<NoticeOrder> {
  const accepted: Acceptance | null = standing.kind === 'accepted' ? standing.acceptance : null;
  const { acceptedAt = null, signatory = null, path = 'customerDirect' } = accepted ?? {};
  const facts = {
    kind: 'acceptanceConfirmed',
    acceptedAt,
    acceptedBy: signatory && fullName(signatory),
  } as const;
  return audience === 'customer' ? { ...facts, audience } : { ...facts, audience, path, url };
}

type Ended = {
  readonly invitedAddress: string;
  readonly expiresAt: Date;
  readonly remindersSent: number;
  readonly reason: BounceReason;
};

/** A mail that was refused outright never left: to the agent that is a failure like others. */
function whatEnded({ invitation, attestation }: AgreementRecord, { about }: Notice): Ended {
  if (about === 'attestation' && attestation) {
    const { signatory, closesAt: expiresAt, remindersSent, failure } = attestation;
    const reason = bounceReasons.find((one) => one === failure?.code) ?? 'failed';
    return { invitedAddress: signatory.email, expiresAt, remindersSent, reason };
  }
  if (!invitation) throw new Error('a notice about an invitation waits without one');
  const { recipient, expiresAt, remindersSent, undeliverableReason } = invitation;
  const reason = bounceReasons.find((one) => one === undeliverableReason) ?? 'failed';
  return { invitedAddress: recipient.email, expiresAt, remindersSent, reason };
}
