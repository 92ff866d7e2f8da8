import type { Attestation } from './attestation.ts';
import type { Delivery } from '../delivery.ts';
import type { Language } from '../language.ts';
import type { Person } from '../person.ts';

/** States of an agreement record (product words; the order is the order of lists and summaries). */
export const statuses = [
  'required',
  'invited',
  'undeliverable',
  'expired',
  'attesting',
  'accepted',
  'reacceptanceRequired',
  'unknown',
  'failed',
] as const;
export type Status = (typeof statuses)[number];
/** The fact that the customer accepted. Microsoft gives no date and no name for a direct acceptance. */
export type Acceptance = {
  readonly path: 'customerDirect' | 'partnerAttestation';
  readonly acceptedAt: Date | null;
  readonly signatory: Person | null;
  /** When Microsoft first told of it; of direct acceptances, which have no date. */
  readonly firstSeenAt?: Date;
};

/** Why Microsoft could not be asked. The first three are true of the customer, the others of us or of the day. */
export const unknownReasons = [
  'noRelationship',
  'customerNotFound',
  'accessDenied',
  'notYetChecked',
  'tokenWithoutMfa',
  'signInFailed',
  'unavailable',
  'unreadable',
  'refused',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

/** A check that learnt nothing. It says nothing of the customer, so what was known before stays known. */
export type FailedCheck = { readonly reason: UnknownReason; readonly failedAt: Date };

/** A confirmation of the Microsoft Cloud Agreement, which ended in 2020: history, and never an acceptance. */
export type CloudAgreement = { readonly acceptedAt: Date; readonly signatory: Person | null };

/** Present only where Microsoft told of one. */
type WithPast = { readonly cloudAgreement?: CloudAgreement };

/** Contacts of agreements before the newest; present only where there are any. */
type WithEarlier = { readonly earlierSignatories?: readonly NonNullable<Acceptance['signatory']>[] };

/** What Microsoft says of the customer. `lapsed`: accepted, but before the re-acceptance cut-off. */
export type Standing =
  | ({ readonly kind: 'accepted'; readonly acceptance: Acceptance } & WithPast)
  | ({ readonly kind: 'lapsed'; readonly acceptance: Acceptance } & WithPast & WithEarlier)
  | ({ readonly kind: 'none' } & WithPast)
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };
/** Why a mail did not arrive; `mailRefused`: the mail service did not even take it. */
export type UndeliverableReason = 'mailRefused' | Exclude<Delivery, 'delivered' | 'expanded'>;

/** One mail of an invitation; `operationId` is the idempotency key at the mail service. */
export type InvitationMail = {
  /** 1 for the invitation itself, then one more per resend. */
  readonly sending: number;
  readonly operationId: string;
  readonly state: 'pending' | 'sent';
  readonly requestedAt: Date;
  /** Null until a delivery report came. */
  readonly delivery: Delivery | null;
};

/** What the partner's agent, or the customer, is told of. */
export type NoticeTopic = 'expired' | 'undeliverable' | 'declined' | 'accepted' | 'wanted' | 'refused';

/** A notice is about an invitation or an attestation; `number` is null where it is about neither. */
export type Notice = {
  readonly topic: NoticeTopic;
  readonly audience: 'agent' | 'customer';
  readonly about: 'invitation' | 'attestation';
  readonly number: number | null;
};

/** What a mail that waits to be sent is about; `number` is the invitation's or the attestation's. */
export type MailSubject =
  | { readonly kind: 'invitation'; readonly number: number; readonly sending: number }
  | { readonly kind: 'attestation'; readonly number: number; readonly sending: number }
  | {
      readonly kind: 'reminder';
      readonly number: number;
      /** Of the mail it repeats. */
      readonly sending: number;
      /** Counts the reminders of that mail from 1. */
      readonly reminder: number;
    }
  | { readonly kind: 'attestationReminder'; readonly number: number; readonly reminder: number }
  | ({ readonly kind: 'notice' } & Notice);

/** A mail that waits to be sent. Its bytes are stored under `operationId`, its id at the mail service. */
export type PendingMail = MailSubject & { readonly operationId: string; readonly requestedAt: Date };

export type Invitation = {
  /** Counts the customer's invitations from 1. */
  readonly number: number;
  readonly kind: 'existingCustomer' | 'newCustomer';
  readonly delivery: 'email' | 'link';
  readonly recipient: Person;
  readonly language: Language;
  readonly note: string | null;
  readonly state: 'open' | 'undeliverable' | 'expired' | 'cancelled' | 'declined' | 'fulfilled';
  readonly undeliverableReason: UndeliverableReason | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly sentAt: Date | null;
  readonly openedAt: Date | null;
  /** When a person last went on from the link to Microsoft, and how often that was noted; absent before the second time. */
  readonly lastOpenedAt?: Date;
  readonly openings?: number;
  /** Object id of the agent who invited; absent where a program did. */
  readonly invitedBy?: string;
  /** Null when the partner sends the link itself. */
  readonly mail: InvitationMail | null;
  /** Since the mail was last sent by hand. */
  readonly remindersSent: number;
  /** When to remind next; null when no reminder is planned. */
  readonly remindAt: Date | null;
  /** Newest last; only those that still matter for the resend limit. */
  readonly resentAt: readonly Date[];
};

/** All we know of one customer. It is the fold of the customer's events, see `events.ts`. */
export type AgreementRecord = {
  /** Entra tenant id, lower-case GUID. */
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  /** ISO 3166-1 alpha-2; null until Partner Center told us. */
  readonly country: string | null;
  readonly resellerTenantId: string | null;
  readonly status: Status;
  readonly standing: Standing;
  /** When Microsoft last told us something new; later checks without news are kept in the schedule. */
  readonly checkedAt: Date | null;
  /** The newest check, when it could not read; null when it could. */
  readonly failedCheck: FailedCheck | null;
  /** Set while a requested check is outstanding. */
  readonly checkRequestedAt: Date | null;
  readonly invitation: Invitation | null;
  readonly attestation: Attestation | null;
  /** Attestations that are over here, while the customer can still accept them on Microsoft's page. */
  readonly watchedAttestations?: readonly Attestation[];
  /** The highest number of an attestation so far; absent where that is the one of `attestation`. */
  readonly lastAttestation?: number;
  /** When Partner Center last refused an order although an acceptance was on record; null once that is settled. */
  readonly orderRefusedAt?: Date | null;
  /** A person saw the admin center send the customer back to the partner; Microsoft's API does not tell. */
  readonly cannotAcceptDirectly: boolean;
  /** When a reader of a link that has ended asked for another one; what is sent later answers it. */
  readonly renewalWantedAt?: Date;
  /** The order that made this customer, where we did. */
  readonly orderId: string | null;
  /** Until when the first credentials can be seen at the hand-over link; null without any, or once seen. */
  readonly credentialsUntil: Date | null;
  /** Numbers of the invitations that were cancelled: their links lead nowhere any more. */
  readonly cancelledInvitations: readonly number[];
  /** Of the relationship invitation by which the customer came; absent where it came another way. */
  readonly relationshipInvitationId?: string;
  /** When mails to a person were requested, the newest last; absent before the first. For limits. */
  readonly mailedAt?: readonly Date[];
  /** What waits to be sent, oldest first; a mail that is no longer wanted is not among them. */
  readonly mails: readonly PendingMail[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Hash of the newest event, hex SHA-256. */
  readonly headHash: string;
};

/**
 * `{tenantId}.invitation.{number}`: the id names its own place, so no index is needed to find it. Earlier ids had no
 * kind and could be taken for those of attestations.
 */
export function invitationId(customerTenantId: string, number: number): string {
  return `${customerTenantId}.invitation.${String(number)}`;
}
