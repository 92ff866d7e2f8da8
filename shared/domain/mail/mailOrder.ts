import type { DisabledReason } from '../webhooks/webhookEndpoint.ts';
import type { Language } from '../language.ts';

/** What every mail is made of, apart from the partner's brand. */
interface Basics {
  readonly language: Language;
  /** The recipient's name; null greets without a name. */
  readonly recipientName: string | null;
  /** The customer; null only where it is not known yet. */
  readonly companyName: string | null;
}

interface Request extends Basics {
  /** Where the button leads: https, or http on loopback. */
  readonly url: string;
  readonly expiresAt: Date;
  /** The agent's own words: plain text, up to 500 characters. */
  readonly note: string | null;
  /** The page on which readers can say that they are the wrong person. */
  readonly notForMeUrl?: string;
  /** The agent who asks, where the name is known. */
  readonly inviterName?: string | null;
}

interface NamedRequest extends Request {
  readonly companyName: string;
}

/** How the first administrator of a new tenant gets the password. */
export type FirstSignIn =
  | { readonly kind: 'viewOnce'; readonly url: string; readonly expiresAt: Date }
  | { readonly kind: 'inMail'; readonly userName: string; readonly password: string };

/** Asks an existing customer to accept in the Microsoft 365 admin center. */
export interface InviteExistingOrder extends NamedRequest {
  readonly kind: 'inviteExisting';
}

/** Asks a customer whose tenant we created to sign in for the first time and accept. */
export interface InviteNetNewOrder extends NamedRequest {
  readonly kind: 'inviteNetNew';
  readonly signIn: FirstSignIn;
}

/** Asks a company to confirm us as its partner and to accept. */
export interface InviteRelationshipOrder extends Request {
  readonly kind: 'inviteRelationship';
  /** The indirect reseller that serves the customer together with us, if any. */
  readonly resellerName: string | null;
}

/** Sends the signatory to the acceptance page that Microsoft hosts for one attestation. */
export interface AttestationLinkOrder extends NamedRequest {
  readonly kind: 'attestationLink';
}

/** The mails that ask a person at the customer to accept. */
export type RequestOrder =
  InviteExistingOrder | InviteNetNewOrder | InviteRelationshipOrder | AttestationLinkOrder;

type ReminderOf<Order extends RequestOrder> = Omit<Order, 'kind'> & {
  readonly kind: 'reminder';
  readonly about: Order['kind'];
  /** Whole days until it expires; 0 on the last day. */
  readonly daysLeft: number;
};

/** Repeats a request, with the days that are left to answer it. */
export type ReminderOrder =
  | ReminderOf<InviteExistingOrder>
  | ReminderOf<InviteNetNewOrder>
  | ReminderOf<InviteRelationshipOrder>
  | ReminderOf<AttestationLinkOrder>;

interface AgentNotice extends Basics {
  readonly companyName: string;
  /** The customer's record in the portal. */
  readonly url: string;
}

/** Tells the partner's agent that an invitation ran out. */
export interface ExpiryNoticeOrder extends AgentNotice {
  readonly kind: 'expiryNotice';
  readonly invitedAddress: string;
  readonly expiredAt: Date;
  readonly remindersSent: number;
}

/** Why a mail did not arrive, after the states of the mail service's delivery report. */
export const bounceReasons = ['bounced', 'suppressed', 'quarantined', 'filteredSpam', 'failed'] as const;
export type BounceReason = (typeof bounceReasons)[number];

/** Tells the partner's agent that a mail to the customer did not arrive. */
export interface BounceNoticeOrder extends AgentNotice {
  readonly kind: 'bounceNotice';
  readonly invitedAddress: string;
  readonly bouncedAt: Date;
  readonly reason: BounceReason;
}

/** Tells the partner's agent that the reader of an invitation is the wrong person. */
export interface DeclineNoticeOrder extends AgentNotice {
  readonly kind: 'declineNotice';
  readonly invitedAddress: string;
  readonly declinedAt: Date;
}

/** Tells the partner's agent that new customers may be the invited company, and that an agent has to say which. */
export interface AmbiguousNoticeOrder extends AgentNotice {
  readonly kind: 'ambiguousNotice';
  readonly invitedAddress: string;
  readonly foundAt: Date;
}

/** Tells the partner's agent that the reader of a link that has ended asks for another one. */
export interface WantedNoticeOrder extends AgentNotice {
  readonly kind: 'wantedNotice';
  readonly invitedAddress: string;
  readonly wantedAt: Date;
}

/** Tells the partner's agent that Microsoft sent the customer back to the partner. */
export interface RefusalNoticeOrder extends AgentNotice {
  readonly kind: 'refusalNotice';
  readonly invitedAddress: string;
  readonly refusedAt: Date;
}

interface Acceptance extends Basics {
  readonly kind: 'acceptanceConfirmed';
  readonly companyName: string;
  /** Null where Microsoft does not say when. */
  readonly acceptedAt: Date | null;
  readonly acceptedBy: string | null;
}

/** Confirms the acceptance to the customer, or to the partner's agent with the way to the record. */
export type AcceptanceConfirmedOrder =
  | (Acceptance & { readonly audience: 'customer' })
  | (Acceptance & {
      readonly audience: 'agent';
      readonly path: 'customerDirect' | 'partnerAttestation';
      readonly url: string;
    });

/** Tells the partner's agent that a webhook endpoint was given up. Its address may hold a secret, so only the host is told. */
export interface EndpointNoticeOrder extends Basics {
  readonly kind: 'endpointNotice';
  /** It is about no customer. */
  readonly companyName: null;
  /** The endpoint in the portal. */
  readonly url: string;
  readonly host: string;
  readonly endpointId: string;
  readonly disabledAt: Date;
  readonly reason: DisabledReason;
}

/** Everything a mail can be made of, by kind. */
export type MailOrder =
  | RequestOrder
  | ReminderOrder
  | ExpiryNoticeOrder
  | BounceNoticeOrder
  | DeclineNoticeOrder
  | AmbiguousNoticeOrder
  | WantedNoticeOrder
  | RefusalNoticeOrder
  | EndpointNoticeOrder
  | AcceptanceConfirmedOrder;
