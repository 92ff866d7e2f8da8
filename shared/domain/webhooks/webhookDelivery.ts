import { createHash } from 'node:crypto';
import { webhookEventTypes, type WebhookEvent } from './webhookEvent.ts';

/**
 * Why an attempt was in vain, where the status does not say it. `SECRET_UNREADABLE`: none of the endpoint's secrets was
 * stored under the SIGNING_KEY of now, and nothing is sent unsigned. `CHALLENGE_MISSING`: it answered 2xx without it.
 */
export type SendFailure =
  | 'ADDRESS_REFUSED'
  | 'NAME_NOT_RESOLVED'
  | 'TIMED_OUT'
  | 'TLS_FAILED'
  | 'CONNECTION_FAILED'
  | 'SECRET_UNREADABLE'
  | 'CHALLENGE_MISSING';

/** One call. `response` is the beginning of the answer where it is text. */
export type Attempt = {
  readonly at: Date;
  readonly latencyMs: number;
  /** HTTP status; null where there was no answer. */
  readonly status: number | null;
  readonly failure: SendFailure | null;
  readonly response: string | null;
  /** How long the endpoint asked us to wait. */
  readonly retryAfterMs: number | null;
};

export const deliveryTypes = [...webhookEventTypes, 'endpoint.verification', 'endpoint.test'] as const;
export type DeliveryType = (typeof deliveryTypes)[number];

/** One message for one endpoint. Its body is written once, so that every attempt sends the same bytes. */
export type WebhookDelivery = {
  /** Begins with the time, the newest first; made of `createdAt` and `webhookId`. */
  readonly id: string;
  readonly webhookId: string;
  readonly type: DeliveryType;
  readonly body: string;
  readonly createdAt: Date;
  readonly state: 'waiting' | 'delivered' | 'failed';
  /** Attempts since it was last asked for. */
  readonly tries: number;
  /** Set while it waits. */
  readonly nextAt: Date | null;
  /** Oldest first; only the last ones. */
  readonly attempts: readonly Attempt[];
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Waits after the first attempt, the second and so on. */
const ladderMs = [
  ...[5_000, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs],
  ...[10 * hourMs, 14 * hourMs, 20 * hourMs, 24 * hourMs],
];
const keptAttempts = 10;
/** 13 digits hold every instant until the year 2286. */
const endOfTime = 9_999_999_999_999;

/** Deliveries are kept for this long. */
export const keptDeliveryMs = 30 * 24 * hourMs;

export function newDelivery(
  what: Pick<WebhookDelivery, 'webhookId' | 'type' | 'body' | 'createdAt'>,
  nextAt: Date,
): WebhookDelivery {
  const id = `${deliveryTime(what.createdAt)}-${what.webhookId}`;
  return { ...what, id, state: 'waiting', tries: 0, nextAt, attempts: [] };
}

/** The part of an id that tells the time: the later, the smaller. */
export function deliveryTime(at: Date): string {
  return String(endOfTime - at.getTime()).padStart(13, '0');
}

/** The message that every endpoint gets: who is told, what, and when; no names and no addresses. */
export function webhookBody(
  news: WebhookEvent,
  { webhookId, source }: { webhookId: string; source: string },
): string {
  const { type, at } = news;
  return messageBody({ webhookId, source, type, at }, dataOf(news));
}

function dataOf(news: WebhookEvent): Readonly<Record<string, unknown>> {
  if ('relationshipInvitationId' in news) {
    const { relationshipInvitationId, state, version } = news;
    return { relationshipInvitationId, state, version };
  }
  const { customerTenantId, status, version, invitationId, attestationId, reason } = news;
  return { customerTenantId, status, version, invitationId, attestationId, reason };
}

/** CloudEvents 1.0, the JSON form. */
export function messageBody(
  { webhookId, source, type, at }: { webhookId: string; source: string; type: DeliveryType; at: Date },
  data: Readonly<Record<string, unknown>>,
): string {
  const time = at.toISOString();
  return JSON.stringify({
    specversion: '1.0',
    id: webhookId,
    source,
    type,
    time,
    datacontenttype: 'application/json',
    data,
  });
}

/** What the newest attempt was answered. `none`: nothing came back. */
export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
export type StatusClass = (typeof statusClasses)[number];

/** Whether a delivery is of the given kinds; one that was not tried yet has no class of status. */
export function fitsDelivery(
  { state, type, attempts }: WebhookDelivery,
  wanted: {
    readonly state?: WebhookDelivery['state'] | undefined;
    readonly type?: DeliveryType | undefined;
    readonly statusClass?: StatusClass | undefined;
  },
): boolean {
  const last = attempts.at(-1);
  const found = last && (last.status === null ? 'none' : `${String(Math.floor(last.status / 100))}xx`);
  return (
    (wanted.state === undefined || wanted.state === state) &&
    (wanted.type === undefined || wanted.type === type) &&
    (wanted.statusClass === undefined || wanted.statusClass === found)
  );
}

export function tookIt({ status }: Pick<Attempt, 'status'>): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The delivery after one more attempt. `isTaken` may be less than `tookIt`: a challenge has to come back, too. */
export function afterAttempt(
  delivery: WebhookDelivery,
  attempt: Attempt,
  { isTaken, now }: { readonly isTaken: boolean; readonly now: Date },
): WebhookDelivery {
  const tries = delivery.tries + 1;
  const attempts = [...delivery.attempts, attempt].slice(-keptAttempts);
  if (isTaken) return { ...delivery, state: 'delivered', tries, nextAt: null, attempts };
  const waitMs = attempt.status === 410 ? null : waitAfter(delivery.id, tries, attempt.retryAfterMs);
  if (waitMs === null) return { ...delivery, state: 'failed', tries, nextAt: null, attempts };
  return { ...delivery, tries, attempts, nextAt: new Date(now.getTime() + waitMs) };
}

/** As if it had never been tried; the same id, so that a receiver knows it again. */
export function askedAgain(delivery: WebhookDelivery, now: Date): WebhookDelivery {
  return { ...delivery, state: 'waiting', tries: 0, nextAt: now };
}

/** Up to a fifth more or less, so that what failed together does not come back together; null after the last attempt. */
function waitAfter(id: string, tries: number, retryAfterMs: number | null): number | null {
  const step = ladderMs[tries - 1];
  if (step === undefined) return null;
  const digest = createHash('sha256')
    .update(`${id} ${String(tries)}`)
    .digest();
  const spread = 0.8 + 0.4 * (digest.readUInt32BE(0) / 0xffffffff);
  return Math.max(Math.round(step * spread), retryAfterMs ?? 0);
}
