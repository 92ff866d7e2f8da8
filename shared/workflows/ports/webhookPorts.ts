import type { WebhookEvent } from '../../domain/webhooks/webhookEvent.ts';
import type {
  Attempt,
  DeliveryType,
  StatusClass,
  WebhookDelivery,
} from '../../domain/webhooks/webhookDelivery.ts';
import type { ChatKind, ChatNews } from '../../domain/webhooks/chatNews.ts';
import type { WebhookEndpoint, WebhookSecret } from '../../domain/webhooks/webhookEndpoint.ts';
import type { OutgoingMail } from './mailPorts.ts';
import type { IdempotencyRecord } from './recordPorts.ts';
import type { SingleFlight } from '../../concurrency/singleFlight.ts';

/** An endpoint as stored; `token` fences the next change and means nothing else. */
export type StoredEndpoint = { readonly endpoint: WebhookEndpoint; readonly token: unknown };

/** Endpoints of other systems. All methods throw `STORAGE_UNAVAILABLE`. */
export type WebhookEndpoints = {
  /** At most `knownForMs` old: good for deciding whether any endpoint might want news. */
  known(): Promise<readonly WebhookEndpoint[]>;
  readonly knownForMs: number;
  list(): Promise<StoredEndpoint[]>;
  find(id: string): Promise<StoredEndpoint | undefined>;
  /** `conflict`: the id or the receipt exists; nothing was stored. */
  add(endpoint: WebhookEndpoint, receipt: IdempotencyRecord | null): Promise<'stored' | 'conflict'>;
  /** `conflict`: it was changed or removed since it was read, or the receipt exists; nothing was stored. */
  save(
    before: StoredEndpoint,
    after: WebhookEndpoint,
    along?: { readonly receipt?: IdempotencyRecord | null; readonly mail?: OutgoingMail | null },
  ): Promise<'stored' | 'conflict'>;
  /** Of the last notice about it; undefined for another. */
  mail(id: string, operationId: string): Promise<OutgoingMail | undefined>;
  /** Harmless to do twice. Leaves a note of whose deliveries have to go, too. */
  remove(id: string): Promise<void>;
  /** Of whom deliveries may be left. */
  removed(): Promise<string[]>;
  forgetRemoved(id: string): Promise<void>;
  receipt(id: string): Promise<IdempotencyRecord | undefined>;
};

export type StoredDelivery = { readonly delivery: WebhookDelivery; readonly token: unknown };

export type DeliveryFilter = {
  readonly state?: WebhookDelivery['state'] | undefined;
  readonly type?: DeliveryType | undefined;
  /** Of the answer to the newest attempt. */
  readonly statusClass?: StatusClass | undefined;
  /** Of news from this instant on. */
  readonly from?: Date | undefined;
  /** Of news before this instant. */
  readonly to?: Date | undefined;
};

export type EndpointDelivery = { readonly endpointId: string; readonly delivery: WebhookDelivery };

/** What was sent or waits to be sent, by endpoint. All methods throw `STORAGE_UNAVAILABLE`. */
export type WebhookDeliveries = {
  /** `known`: there is one with this id, or the receipt exists; nothing was stored. */
  add(
    endpointId: string,
    delivery: WebhookDelivery,
    receipt?: IdempotencyRecord | null,
  ): Promise<'stored' | 'known'>;
  find(endpointId: string, id: string): Promise<StoredDelivery | undefined>;
  /** Undefined when it was changed or removed since it was read, or the receipt exists. */
  save(
    endpointId: string,
    change: { readonly before: StoredDelivery; readonly after: WebhookDelivery },
    receipt?: IdempotencyRecord | null,
  ): Promise<StoredDelivery | undefined>;
  /** Ids of what is due, soonest first. */
  due(endpointId: string, now: Date, limit: number): Promise<string[]>;
  /** When the next one is due; undefined when none waits. */
  nextDueAt(endpointId: string): Promise<Date | undefined>;
  /** Newest first; `position` goes on where a page ended, null is the end. */
  page(
    endpointId: string,
    filter: DeliveryFilter,
    page: { readonly size: number; readonly position: string | null },
  ): Promise<{ readonly items: readonly WebhookDelivery[]; readonly position: string | null }>;
  /** The same over several endpoints; a page may be short of `size` and yet not the last. */
  pageOfAll(
    endpointIds: readonly string[],
    filter: DeliveryFilter,
    page: { readonly size: number; readonly position: string | null },
  ): Promise<{ readonly items: readonly EndpointDelivery[]; readonly position: string | null }>;
  /** Removes some of those from before, where nothing waits; true when there may be more. */
  purge(endpointId: string, before: Date): Promise<boolean>;
  /** Removes some of all; true when there may be more. */
  clear(endpointId: string): Promise<boolean>;
  receipt(endpointId: string, id: string): Promise<IdempotencyRecord | undefined>;
  /** The first one with an id stays. */
  keepReceipt(endpointId: string, receipt: IdempotencyRecord): Promise<void>;
};

/** News of a change that may or may not have been stored: the history tells. */
export type OutboxEntry = {
  readonly key: string;
  readonly notedAt: Date;
  readonly news: readonly WebhookEvent[];
};

/** Notes made before a change is stored, so that no news of it gets lost. All methods throw `STORAGE_UNAVAILABLE`. */
export type Outbox = {
  note(news: readonly WebhookEvent[], notedAt: Date): Promise<OutboxEntry>;
  /** From before an instant, oldest first. */
  open(before: Date, limit: number): Promise<OutboxEntry[]>;
  /** Harmless to do twice. */
  close(noted: OutboxEntry): Promise<void>;
};

/** A wake-up call: the handler sends what is due. Never fails, since the sweep makes up for it. */
export type WebhookWakeUps = { send(endpointId: string, delayMs?: number): Promise<void> };

/** Calls endpoints: public addresses only, signed by every secret given. Never fails: that is an answer, too. */
export type WebhookSender = {
  send(message: {
    readonly endpointId: string;
    readonly url: string;
    readonly webhookId: string;
    readonly body: string;
    readonly contentType: string;
    readonly secrets: readonly WebhookSecret[];
  }): Promise<Attempt>;
};

/** Encrypts what has to be kept secret at rest; what was sealed for one place opens nowhere else. */
export type SecretBox = {
  seal(text: string, place: string): string;
  open(sealed: string, place: string): string;
  /** The same under the current key; unchanged where it is under that key already, or does not open. */
  renew(sealed: string, place: string): string;
  /** A new signing secret, `whsec_…`. */
  newSecret(): string;
};

/** Writes the body of a message for people in a channel: company names, states and a link into the portal, no people. */
export type ChatComposer = (kind: ChatKind, news: ChatNews) => Promise<string>;

/** What webhooks need. */
export type WebhookNeeds = {
  readonly webhookEndpoints: WebhookEndpoints;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly webhookNews: Outbox;
  readonly webhookWakeUps: WebhookWakeUps;
  readonly webhookSender: WebhookSender;
  readonly secretBox: SecretBox;
  readonly chatMessage: ChatComposer;
  readonly singleFlight: SingleFlight;
  /** A random UUID. */
  readonly newId: () => string;
  /** Names this installation in messages, and says whether programs on this computer may be called. */
  readonly webhooks: { readonly source: string; readonly allowLoopback: boolean };
};
