import type { MailBrand } from './mailBrand.ts';
import type { MailLanguage } from './mailLanguage.ts';

/** What every mail is made of. */
export interface MailBasics {
  language: MailLanguage;
  brand: MailBrand;
  /** Who reads it; null greets without a name. */
  recipientName: string | null;
  /** The customer; null only where it is not known yet. */
  companyName: string | null;
}

interface Request extends MailBasics {
  /** Where the button leads: https, or http on loopback. */
  url: string;
  expiresAt: Date;
  /** The agent's own words: plain text, up to 500 characters. */
  note: string | null;
  /** The page on which readers can say that they are the wrong person. */
  notForMeUrl?: string;
}

interface NamedRequest extends Request {
  companyName: string;
}

/** How the first administrator of a new tenant gets the password. */
export type FirstSignIn =
  { kind: 'viewOnce'; url: string; expiresAt: Date } | { kind: 'inMail'; userName: string; password: string };

/** Asks an existing customer to accept in the Microsoft 365 admin center. */
export interface InviteExistingMail extends NamedRequest {
  kind: 'inviteExisting';
}

/** Asks a customer whose tenant we created to sign in for the first time and accept. */
export interface InviteNetNewMail extends NamedRequest {
  kind: 'inviteNetNew';
  signIn: FirstSignIn;
}

/** Asks a company to confirm us as its partner and to accept. */
export interface InviteRelationshipMail extends Request {
  kind: 'inviteRelationship';
  /** The indirect reseller that serves the customer together with us, if any. */
  resellerName: string | null;
}

/** Sends the signatory to the acceptance page that Microsoft hosts for one attestation. */
export interface AttestationLinkMail extends NamedRequest {
  kind: 'attestationLink';
}

/** The mails that ask somebody at the customer to accept. */
export type RequestMail =
  InviteExistingMail | InviteNetNewMail | InviteRelationshipMail | AttestationLinkMail;

type ReminderOf<Mail extends RequestMail> = Omit<Mail, 'kind'> & {
  kind: 'reminder';
  about: Mail['kind'];
  /** Whole days until it expires; 0 on the last day. */
  daysLeft: number;
};

/** Repeats a request, with the days that are left to answer it. */
export type ReminderMail =
  | ReminderOf<InviteExistingMail>
  | ReminderOf<InviteNetNewMail>
  | ReminderOf<InviteRelationshipMail>
  | ReminderOf<AttestationLinkMail>;

interface AgentNotice extends MailBasics {
  companyName: string;
  /** The customer's record in the portal. */
  url: string;
}

/** Tells the partner's agent that an invitation ran out. */
export interface ExpiryNoticeMail extends AgentNotice {
  kind: 'expiryNotice';
  invitedAddress: string;
  expiredAt: Date;
  remindersSent: number;
}

/** Why a mail did not arrive, after the states of the mail service's delivery report. */
export type BounceReason = 'bounced' | 'suppressed' | 'quarantined' | 'filteredSpam' | 'failed';

/** Tells the partner's agent that a mail to the customer did not arrive. */
export interface BounceNoticeMail extends AgentNotice {
  kind: 'bounceNotice';
  invitedAddress: string;
  bouncedAt: Date;
  reason: BounceReason;
}

interface Acceptance extends MailBasics {
  kind: 'acceptanceConfirmed';
  companyName: string;
  /** Null where Microsoft does not say when. */
  acceptedAt: Date | null;
  acceptedBy: string | null;
}

/** Confirms the acceptance to the customer, or to the partner's agent with the way to the record. */
export type AcceptanceConfirmedMail =
  | (Acceptance & { audience: 'customer' })
  | (Acceptance & { audience: 'agent'; path: 'customerDirect' | 'partnerAttestation'; url: string });

/** Everything a mail can be made of, by kind. */
export type MailInput =
  RequestMail | ReminderMail | ExpiryNoticeMail | BounceNoticeMail | AcceptanceConfirmedMail;

/** A finished mail: one-line subject, complete HTML document, and the same in plain text. */
export interface ComposedMail {
  subject: string;
  html: string;
  text: string;
}
