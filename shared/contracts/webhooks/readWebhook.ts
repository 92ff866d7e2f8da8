import type { WebhookEventType } from '../../domain/webhooks/webhookEvent.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { EndpointKind } from '../../domain/webhooks/webhookEndpoint.ts';
import type { EndpointBody, EndpointChangeBody } from './webhookEndpoint.ts';

type Request = {
  readonly url: string;
  readonly kind: EndpointKind;
  readonly description: string | null;
  readonly events: readonly WebhookEventType[] | null;
  readonly resellerTenantId: string | null;
};

export function readEndpoint({ url, kind, description, events, resellerTenantId }: EndpointBody): Request {
  return {
    url,
    kind: kind ?? 'standard',
    description: description ? description : null,
    events: events ? [...new Set(events)] : null,
    resellerTenantId: resellerTenantId ?? null,
  };
}

/** Only what was given; null takes a filter away. */
export function readEndpointChange(
  given: EndpointChangeBody,
): Partial<Request> & { readonly state?: 'active' | 'paused' } {
  const { url, description, events, resellerTenantId, state } = given;
  return {
    ...(url === undefined ? {} : { url }),
    ...(description === undefined ? {} : { description: description ? description : null }),
    ...(events === undefined ? {} : { events: events ? [...new Set(events)] : null }),
    ...(resellerTenantId === undefined ? {} : { resellerTenantId }),
    ...(state === undefined ? {} : { state }),
  };
}

/** A queue message `{ endpointId }`. @throws {AgreementError} `INVALID_INPUT` */
export function parseWebhookWakeUp(message: unknown): { endpointId: string } {
  const { endpointId } = (message ?? {}) as { readonly endpointId?: unknown };
  if (typeof endpointId === 'string' && /^[\da-f-]{36}$/.test(endpointId)) return { endpointId };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no endpoint.');
}
