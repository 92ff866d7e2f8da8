import type { WebhookEvent, WebhookEventType } from './webhookEvent.ts';

/**
 * `pending`: it has not shown yet that it is ours to call. `paused`: what is told meanwhile waits for it.
 * `disabled`: nothing is kept for it until a person makes it active again.
 */
export type EndpointState = 'pending' | 'active' | 'paused' | 'disabled';

/** Why we gave up an endpoint: it answered 410, it failed for days, or it never showed that it is ours to call. */
export type DisabledReason = 'gone' | 'failing' | 'notVerified';

/** One secret that signs; without an end until it is replaced. */
export type WebhookSecret = {
  /** Encrypted. */
  readonly sealed: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
};

/** A mail to the partner's agents that waits to be sent, and when it is tried next. */
export type EndpointNotice = {
  readonly operationId: string;
  readonly requestedAt: Date;
  readonly nextAt: Date;
};

/**
 * `standard`: a program, which gets CloudEvents signed by Standard Webhooks · `teams`, `slack`: a channel in which people read
 * messages. A channel answers with a fixed body, so an admin enters the challenge that it received.
 */
export const endpointKinds = ['standard', 'teams', 'slack'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/** Another system's address to which news is sent. */
export type WebhookEndpoint = {
  readonly id: string;
  readonly url: string;
  /** Absent from endpoints stored by an older version, which are all `standard`. */
  readonly kind?: EndpointKind;
  readonly description: string | null;
  /** Null for all. */
  readonly events: readonly WebhookEventType[] | null;
  /** Set for an endpoint that hears of one reseller's customers only. */
  readonly resellerTenantId: string | null;
  readonly state: EndpointState;
  readonly disabledReason: DisabledReason | null;
  readonly disabledAt: Date | null;
  /** The first failure since it last took something; null while all is well. */
  readonly failingSinceAt: Date | null;
  /** Tells that it was given up; null when no such mail waits. */
  readonly notice: EndpointNotice | null;
  /** What it has to send back once, to show that its operator wants our calls. */
  readonly challenge: string;
  /** Newest first; several where it was replaced more than once within a day. */
  readonly secrets: readonly WebhookSecret[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** So few that each can have a slow day without taking the place of another, see `deliverWebhooks`. */
export const maxEndpoints = 20;
/** Messages carry a signature for each, so a header stays short: an older secret than these ends at once. */
const maxSecrets = 5;
const graceMs = 24 * 60 * 60_000;
const patienceMs = 5 * 24 * 60 * 60_000;

/** Whether news is kept for it now. */
export function collects({ state }: WebhookEndpoint): boolean {
  return state === 'active' || state === 'paused';
}

/** Whether it asked for such news, whatever its state. */
export function wants({ events, resellerTenantId }: WebhookEndpoint, news: WebhookEvent): boolean {
  return (
    (events === null || events.includes(news.type)) &&
    (resellerTenantId === null ? !news.isForReseller : resellerTenantId === news.resellerTenantId)
  );
}

/** Secrets to sign with: while one takes the place of another, both. */
export function validSecrets({ secrets }: WebhookEndpoint, now: Date): readonly WebhookSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

/** With a new secret; the one before is good for another day, and earlier ones until their own day is over. */
export function withNewSecret(endpoint: WebhookEndpoint, sealed: string, now: Date): WebhookEndpoint {
  const endsAt = new Date(now.getTime() + graceMs);
  const ending = validSecrets(endpoint, now).map((one) => ({ ...one, expiresAt: one.expiresAt ?? endsAt }));
  const fresh = { sealed, createdAt: now, expiresAt: null };
  return { ...endpoint, secrets: [fresh, ...ending].slice(0, maxSecrets), updatedAt: now };
}

/** What one delivery tells of an endpoint. `verified`: it sent our challenge back. */
export type DeliveryResult = 'took' | 'verified' | 'failed' | 'gone' | 'neverVerified';

/** The endpoint after a delivery; the same object when nothing changes. */
export function afterDelivery(
  endpoint: WebhookEndpoint,
  finding: DeliveryResult,
  now: Date,
): WebhookEndpoint {
  const { state, failingSinceAt } = endpoint;
  const well = failingSinceAt ? { ...endpoint, failingSinceAt: null, updatedAt: now } : endpoint;
  switch (finding) {
    case 'took':
      return well;
    case 'verified':
      return state === 'pending' ? { ...well, state: 'active', updatedAt: now } : well;
    case 'gone':
      return disable(endpoint, 'gone', now);
    case 'neverVerified':
      return state === 'pending' ? disable(endpoint, 'notVerified', now) : endpoint;
    case 'failed':
      if (!failingSinceAt) return { ...endpoint, failingSinceAt: now, updatedAt: now };
      return now.getTime() - failingSinceAt.getTime() >= patienceMs && state !== 'pending'
        ? disable(endpoint, 'failing', now)
        : endpoint;
  }
}

export function kindOf({ kind }: Pick<WebhookEndpoint, 'kind'>): EndpointKind {
  return kind ?? 'standard';
}

/** CloudEvents in the structured JSON form have a type of their own (documented); channels want plain JSON. */
export function contentTypeOf(endpoint: Pick<WebhookEndpoint, 'kind'>): string {
  return kindOf(endpoint) === 'standard' ? 'application/cloudevents+json' : 'application/json';
}

/** Active again, with a clean slate. */
export function resumed(endpoint: WebhookEndpoint, now: Date): WebhookEndpoint {
  return {
    ...endpoint,
    state: 'active',
    disabledReason: null,
    disabledAt: null,
    failingSinceAt: null,
    // The person who made it active again knows already.
    notice: null,
    updatedAt: now,
  };
}

function disable(endpoint: WebhookEndpoint, disabledReason: DisabledReason, now: Date): WebhookEndpoint {
  if (endpoint.state === 'disabled') return endpoint;
  return { ...endpoint, state: 'disabled', disabledReason, disabledAt: now, updatedAt: now };
}
