import type { WebhookDelivery } from '../../domain/webhooks/webhookDelivery.ts';
import { kindOf, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import type { DeliveryView, EndpointView } from './webhookEndpoint.ts';

/** An endpoint without its secrets. */
export function presentEndpoint(endpoint: WebhookEndpoint): EndpointView {
  const { id, url, description, events, resellerTenantId, state, disabledReason, disabledAt } = endpoint;
  return {
    ...{ id, url, description, resellerTenantId, state },
    kind: kindOf(endpoint),
    events: events && [...events],
    disabled: disabledReason && disabledAt && { reason: disabledReason, at: disabledAt.toISOString() },
    failingSince: endpoint.failingSinceAt?.toISOString() ?? null,
    secrets: endpoint.secrets.map(({ createdAt, expiresAt }) => ({
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
    createdAt: endpoint.createdAt.toISOString(),
    updatedAt: endpoint.updatedAt.toISOString(),
  };
}

/** The one time that the secret is shown. */
export function presentWithSecret({ endpoint, secret }: { endpoint: WebhookEndpoint; secret: string }) {
  return { ...presentEndpoint(endpoint), secret };
}

/** The challenge of an ownership check is between us and the endpoint. */
export function presentDelivery(delivery: WebhookDelivery): DeliveryView {
  const { id, webhookId, type, state, createdAt, nextAt, attempts, body } = delivery;
  const payload = JSON.parse(body) as Record<string, unknown>;
  const isVerification = type === 'endpoint.verification';
  const { data, specversion, ...others } = payload;
  // A message to a channel has no envelope to show without the challenge.
  const about =
    specversion === undefined && isVerification ? {} : { ...(specversion ? { specversion } : {}), ...others };
  return {
    ...{ id, webhookId, type, state },
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAt?.toISOString() ?? null,
    attempts: attempts.map(({ at, status, failure, latencyMs, response }) => {
      return { at: at.toISOString(), status, failure, latencyMs, response: isVerification ? null : response };
    }),
    payload: isVerification ? about : { ...about, ...(data === undefined ? {} : { data }) },
  };
}
