import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { MailQuota, PauseReason } from '../../domain/mail/mailLine.ts';
import type { MailOrder } from '../../domain/mail/mailOrder.ts';
import type { AgreementRecord, MailSubject } from '../../domain/customers/record.ts';
import type { Delivery } from '../../domain/delivery.ts';

/** A mail as it will be sent: composed once, so that every attempt carries the same bytes. */
export type OutgoingMail = {
  readonly operationId: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The page on which the reader can end these mails; absent where there is nothing to end. */
  readonly unsubscribeUrl?: string;
};

/** Throws `MAIL_…` errors; the same `operationId` never makes two mails. */
export type MailService = {
  /** `isRepeat`, as unless said otherwise: an earlier attempt may have got through, so no refusal is taken at its word. */
  send(mail: OutgoingMail, options?: { readonly isRepeat: boolean }): Promise<void>;
};

/** The customer and the occasion of a mail, by its operation id at the mail service. */
export type MailOperation = {
  readonly operationId: string;
  /** Of a relationship invitation its own id: the tenant is not known yet. Of a notice about an endpoint that one's id. */
  readonly customerTenantId: string;
  readonly subject:
    | MailSubject
    | ProspectMailSubject
    | { readonly kind: 'relationshipNotice' }
    | { readonly kind: 'endpointNotice' };
};

/** A mail of a relationship invitation; `reminder` 0 is the invitation itself. */
export type ProspectMailSubject = {
  readonly kind: 'relationship';
  readonly sending: number;
  readonly reminder: number;
};

/** `underWay`: another instance is sending it now. */
export type SendSlot =
  | { readonly kind: 'go'; readonly isRepeat: boolean }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'underWay' };

/** Counts the requested mails to each address. Throws `STORAGE_UNAVAILABLE`. */
export type RecipientLimits = {
  /**
   * Counts one mail more, and answers undefined; or how long to wait where the limit is reached. `requestId`: repeats of one
   * request count once.
   */
  take(
    address: string,
    limit: { readonly limit: number; readonly windowMs: number },
    now: Date,
    requestId?: string,
  ): Promise<number | undefined>;
};

export type MailDispatchState = {
  /** Places in the line that are still to come, and when the last of them does. */
  readonly waiting: number;
  readonly lastAt: Date | null;
  readonly quota: MailQuota;
  readonly pause: { readonly reason: PauseReason; readonly since: Date; readonly until: Date } | null;
  /** Of the last mails that were reported, at most 200: how many there are, and how many bounced hard. */
  readonly reported: number;
  readonly hardBounces: number;
};

/** What all instances together know of sending mail. All methods throw `STORAGE_UNAVAILABLE`. */
export type MailDispatch = {
  /** A place in the one line of all mails, kept with whose mail it is: both are stored before the first attempt. */
  takeSlot(mail: MailOperation): Promise<SendSlot>;
  /** An attempt is over that has to be repeated. */
  release(operationId: string): Promise<void>;
  /** Pauses all sending for so long. */
  pause(reason: PauseReason, ms: number): Promise<void>;
  /** Ends any pause. */
  resume(): Promise<void>;
  find(operationId: string): Promise<MailOperation | undefined>;
  /** Notes what became of a mail. `breaks`: too many bounced, and all sending pauses. */
  reported(operationId: string, delivery: Delivery): Promise<{ isNews: boolean; breaks: boolean }>;
  state(): Promise<MailDispatchState>;
};

export type ComposedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** Writes a mail in one brand; the same order gives the same bytes. */
export type ComposeMail = (order: MailOrder) => ComposedMail;

/** Writes in the partner's brand as it is now. Throws `STORAGE_UNAVAILABLE`. */
export type MailComposer = () => Promise<ComposeMail>;

/**
 * The mails that wait after a step and did not before, ready to send: `composeMails` with all that it needs.
 * Throws `STORAGE_UNAVAILABLE`.
 */
export type MailsFor = (before: AgreementRecord, after: AgreementRecord) => Promise<OutgoingMail[]>;

/** A partner's brand as saved; versions count from 1. */
export type SavedBrand = {
  readonly version: number;
  readonly savedAt: Date;
  /** Object id of the agent. */
  readonly savedBy: string;
  readonly brand: MailBrand;
};

/** How the partner's mails look; earlier versions stay. All methods throw `STORAGE_UNAVAILABLE`. */
export type MailBrands = {
  /** The newest, or the one asked for. */
  find(version?: number): Promise<SavedBrand | undefined>;
  /** From one version to another, both included, oldest first. */
  versions(from: number, to: number): Promise<SavedBrand[]>;
  /** `conflict`: that version exists; nothing was saved. */
  save(brand: SavedBrand): Promise<'saved' | 'conflict'>;
};
