import type { AttestationEventData } from './attestationEvents.ts';
import type { Chained } from '../chain.ts';
import type { Invitation, Notice, Standing, UndeliverableReason, UnknownReason } from './record.ts';
import type { Language } from '../language.ts';
import type { Person } from '../person.ts';

/** What can happen to a customer. Each holds all that is needed to fold the record. */
export type EventData =
  | AttestationEventData
  | {
      readonly type: 'customerDiscovered';
      readonly customerTenantId: string;
      readonly companyName: string;
      readonly domain: string;
    }
  | {
      readonly type: 'customerDescribed';
      readonly companyName: string;
      readonly domain: string;
      readonly country: string | null;
      readonly resellerTenantId: string | null;
    }
  | {
      readonly type: 'customerCreated';
      readonly companyName: string;
      readonly domain: string;
      readonly country: string;
      readonly resellerTenantId: string | null;
      readonly orderId: string;
      /** Null where the password was lost with a reply. */
      readonly credentialsUntil: Date | null;
    }
  | { readonly type: 'credentialsSeen' }
  | { readonly type: 'checkRequested' }
  | { readonly type: 'directAcceptanceRefused' }
  /** An agent copied the link of the open invitation or attestation, to hand it over. */
  | { readonly type: 'linkCopied' }
  /** A shop says that Partner Center refused an order, with its code. */
  | { readonly type: 'orderRefused'; readonly code: string }
  /** `invitationHash`: of the newest event of that invitation's own history, which this one vouches for. */
  | {
      readonly type: 'relationshipAccepted';
      readonly invitationId: string;
      readonly invitationHash: string;
    }
  | { readonly type: 'standingChecked'; readonly standing: Standing }
  /** `isFinal`: another check soon would give the same answer, so the request for it is settled. */
  | { readonly type: 'checkFailed'; readonly reason: UnknownReason; readonly isFinal: boolean }
  | {
      readonly type: 'invitationCreated';
      readonly number: number;
      readonly kind: Invitation['kind'];
      readonly delivery: Invitation['delivery'];
      readonly recipient: Person;
      readonly language: Language;
      readonly note: string | null;
      readonly expiresAt: Date;
      /** Null when the partner sends the link itself. */
      readonly operationId: string | null;
    }
  | {
      readonly type: 'invitationResent';
      readonly number: number;
      readonly sending: number;
      readonly operationId: string;
      readonly expiresAt: Date;
    }
  | {
      readonly type: 'invitationSent';
      readonly number: number;
      readonly sending: number;
      readonly operationId: string;
      /** When to remind of it; null for never. */
      readonly remindAt: Date | null;
    }
  /** The mail service reports that it arrived, or went on to a group of people. */
  | {
      readonly type: 'invitationDelivered';
      readonly number: number;
      readonly sending: number;
      readonly delivery: 'delivered' | 'expanded';
      readonly attemptedAt: Date | null;
    }
  | {
      readonly type: 'reminderRequested';
      readonly number: number;
      readonly sending: number;
      readonly reminder: number;
      readonly operationId: string;
      /** When the next one is due; null for never. */
      readonly remindAt: Date | null;
    }
  | {
      readonly type: 'reminderSent';
      readonly number: number;
      readonly sending: number;
      readonly reminder: number;
      readonly operationId: string;
    }
  /** The partner's limit was lowered since the last one. */
  | { readonly type: 'remindersEnded'; readonly number: number }
  | ({ readonly type: 'noticeRequested'; readonly operationId: string } & Notice)
  | { readonly type: 'noticeSent' | 'noticeRefused'; readonly operationId: string }
  /** The reader said that they are the wrong person. */
  | { readonly type: 'invitationDeclined'; readonly number: number }
  /** `mailRefused`: the mail service did not take it. `attemptedAt` only where a report told. */
  | {
      readonly type: 'invitationUndeliverable';
      readonly number: number;
      readonly sending: number;
      readonly reason: UndeliverableReason;
      readonly attemptedAt?: Date | null;
    }
  /** A person went on from the link to Microsoft; noted a few times, since each may be followed by an acceptance. */
  | { readonly type: 'invitationOpened'; readonly number: number }
  /** The reader took "not for me" back. */
  | { readonly type: 'invitationReopened'; readonly number: number; readonly remindAt: Date | null }
  /** The reader of a link that has ended asks for another one. */
  | { readonly type: 'renewalWanted'; readonly about: 'invitation' | 'attestation'; readonly number: number }
  | { readonly type: 'invitationCancelled'; readonly number: number }
  | { readonly type: 'invitationExpired'; readonly number: number };

/** One line of a customer's history. */
export type AgreementEvent = Chained<EventData>;
