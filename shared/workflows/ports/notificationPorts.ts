import type { PartnerCenterEvent } from '../../domain/partnerCenter/partnerCenterEvent.ts';
import type { WebhookRegistration } from '../../domain/partnerCenter/webhookRegistration.ts';

/** A request as it came in: what was signed are exactly these bytes. */
export type SignedDelivery = {
  readonly body: Uint8Array;
  header(name: string): string | null;
};

/** Tells Microsoft's notifications from those of other senders. */
export type PartnerCenterSignatures = {
  /**
   * @throws {AgreementError} `SIGNATURE_MISSING` · `SIGNATURE_MALFORMED` · `SIGNATURE_INVALID` ·
   * `CERTIFICATE_REFUSED` · `CERTIFICATE_UNAVAILABLE`
   */
  verify(delivery: SignedDelivery): Promise<void>;
};

/** The certificates at one address, the signer's first and in PEM, which verified a signature then. */
export type TrustedCertificate = { readonly url: string; readonly pem: string; readonly trustedAt: Date };

/** Certificates that verified a notification, for all instances. All methods throw `STORAGE_UNAVAILABLE`. */
export type TrustedCertificates = {
  all(): Promise<TrustedCertificate[]>;
  /** Takes the place of what was kept for the address. Of many addresses the last trusted ones are kept. */
  keep(certificate: TrustedCertificate): Promise<void>;
};

export type ReceivedEvent = PartnerCenterEvent & { readonly receivedAt: Date };

/** What came of an event, for people who look for it. */
export type EventOutcome =
  'notUsed' | 'test' | 'namesNobody' | 'checkRequested' | 'notOurCustomer' | 'givenUp';

/** Notifications of Partner Center that were taken. All methods throw `STORAGE_UNAVAILABLE`. */
export type PartnerCenterEvents = {
  /** Keeps an event, as open where it has no outcome yet. `known`: it was kept before, whatever became of it. */
  keep(event: ReceivedEvent, outcome: EventOutcome | null): Promise<'kept' | 'known'>;
  /** Undefined where it is not open. */
  findOpen(eventId: string): Promise<ReceivedEvent | undefined>;
  /** Open events, the oldest first. */
  open(limit: number): Promise<ReceivedEvent[]>;
  /** Harmless to do twice. */
  close(event: ReceivedEvent, outcome: EventOutcome): Promise<void>;
  /** Removes traces of events from before; some of them, where there are many. */
  purge(before: Date): Promise<void>;
};

/** A wake-up call: the handler re-reads the event. Never fails, since the sweep comes to it without one. */
export type EventWakeUps = { send(eventId: string): Promise<void> };

export type WebhookTest = {
  /** Partner Center's word: `completed` when it is done. */
  readonly status: string;
  readonly attempts: readonly { readonly responseCode: string; readonly at: Date | null }[];
};

/** The registration for notifications at Partner Center. All methods throw `PARTNER_CENTER_…` errors. */
export type WebhookRegistrations = {
  /** Undefined when nothing is registered. */
  current(): Promise<WebhookRegistration | undefined>;
  /** Names of the events that the partner may register for. */
  eventNames(): Promise<string[]>;
  /** `exists`: there is a registration already; nothing was changed. */
  create(url: string, events: readonly string[]): Promise<'created' | 'exists'>;
  /** Takes the place of the one registration. */
  replace(url: string, events: readonly string[]): Promise<void>;
  /** Has the test event sent to the registered place, and names the test. At most two a minute (documented). */
  startTest(): Promise<string>;
  /** Undefined as long as the service does not know the test. */
  testResult(testId: string): Promise<WebhookTest | undefined>;
};
