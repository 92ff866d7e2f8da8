/** What the service tells other systems. A test compares the list with the service's own. */
export type CountersignEventType =
  | 'agreement.accepted'
  | 'agreement.reacceptance_required'
  | 'attestation.completed'
  | 'attestation.failed'
  | 'attestation.requested'
  | 'customer.created'
  | 'customer.unknown'
  | 'invitation.bounced'
  | 'invitation.cancelled'
  | 'invitation.declined'
  | 'invitation.expired'
  | 'invitation.opened'
  | 'invitation.sent'
  | 'prospect.ambiguous';

type Envelope<Type extends string, Data> = {
  readonly specversion: '1.0';
  /** The same for every delivery of one message. */
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly data: Data;
};

/** Ids, status and codes; no names and no addresses. `version` tells which of two events is newer. */
export type CustomerEvent = Envelope<
  Exclude<CountersignEventType, 'prospect.ambiguous'>,
  {
    readonly customerTenantId: string;
    readonly status: string;
    readonly version: number;
    readonly invitationId?: string;
    readonly attestationId?: string;
    readonly reason?: string;
  }
>;
/** A new customer may be an invited company, and an agent has to say which one it is. */
export type ProspectEvent = Envelope<
  'prospect.ambiguous',
  { readonly relationshipInvitationId: string; readonly state: string; readonly version: number }
>;
export type CountersignEvent = CustomerEvent | ProspectEvent;
/** Answer it with a body that holds `data.challenge`. */
export type VerificationEvent = Envelope<
  'endpoint.verification',
  { readonly endpointId: string; readonly challenge: string }
>;
export type TestEvent = Envelope<'endpoint.test', { readonly endpointId: string }>;
export type WebhookMessage = CountersignEvent | VerificationEvent | TestEvent;

export type WebhookHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

export type WebhookRequest = {
  readonly headers: WebhookHeaders;
  /** As it arrived, byte for byte: a body that was parsed and written again has another signature. */
  readonly body: string | Uint8Array;
};

/** The message is not the service's, or is too old. Answer 401, and do nothing else. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

const maxAgeMs = 5 * 60_000;

/**
 * Verifies a message by Standard Webhooks 1.0 and reads it. `secrets`: the endpoint's secret (`whsec_…`), during a rotation the old
 * one too. @throws {WebhookRefused}
 */
export async function verifyWebhook(
  secrets: string | readonly string[],
  { headers, body }: WebhookRequest,
  now: Date = new Date(),
): Promise<WebhookMessage> {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookRefused('The message has no signature of Standard Webhooks.');
  }
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > maxAgeMs) {
    throw new WebhookRefused('The message is not of now.');
  }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    if (await isSigned(secret, signed, signatures)) {
      return JSON.parse(new TextDecoder().decode(bytes)) as WebhookMessage;
    }
  }
  throw new WebhookRefused('The signature is not of this secret.');
}

/** The platform compares in constant time. */
async function isSigned(
  secret: string,
  signed: Uint8Array<ArrayBuffer>,
  signatures: string,
): Promise<boolean> {
  const raw = bytesOf(secret.replace(/^whsec_/, ''));
  if (!raw || raw.length === 0) throw new WebhookRefused('The secret is not base64.');
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  for (const one of signatures.split(' ')) {
    const signature = one.startsWith('v1,') ? bytesOf(one.slice(3)) : undefined;
    if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = atob(base64);
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function headerOf(headers: WebhookHeaders, name: string): string | null {
  if (typeof headers.get === 'function') return (headers as { get(name: string): string | null }).get(name);
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const [first] = typeof found === 'string' ? [found] : ((found as readonly string[] | undefined) ?? []);
  return first ?? null;
}
