import { whyNotCalled } from '../../domain/webhooks/endpointUrl.ts';
import { AgreementError } from '../../domain/errors.ts';
import { maxEndpoints, withNewSecret, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { verificationOf, type MessageNeeds } from './endpointMessage.ts';
import { openReplay, sealedReceipt } from './webhookCommand.ts';

/** To ask an endpoint for its challenge. */
export type ChallengeNeeds = MessageNeeds &
  Pick<Needs, 'webhookEndpoints' | 'webhookDeliveries' | 'webhookWakeUps'>;
type CreateWebhookEndpointNeeds = ChallengeNeeds & Pick<Needs, 'secretBox'>;

export type EndpointRequest = Pick<
  WebhookEndpoint,
  'url' | 'kind' | 'description' | 'events' | 'resellerTenantId'
>;
/** The secret is shown with this and never again. */
export type WithSecret = { readonly endpoint: WebhookEndpoint; readonly secret: string };

/**
 * Stores an endpoint and asks it to send a challenge back. It is told of nothing before that has happened.
 * @throws {AgreementError} `INVALID_INPUT` · `TOO_MANY_WEBHOOK_ENDPOINTS` · `IDEMPOTENCY_KEY_REUSED`
 */
export async function createWebhookEndpoint(
  needs: CreateWebhookEndpointNeeds,
  request: EndpointRequest,
  once?: Once<WithSecret>,
): Promise<Outcome<WithSecret>> {
  const { webhookEndpoints, secretBox } = needs;
  const known = await openReplay(needs, once, webhookEndpoints.receipt);
  if (known) return known;
  refuseUrl(needs, request.url);
  if ((await webhookEndpoints.list()).length >= maxEndpoints) {
    const text = `There are ${String(maxEndpoints)} webhook endpoints already. Delete one first.`;
    throw new AgreementError('TOO_MANY_WEBHOOK_ENDPOINTS', text);
  }
  const secret = secretBox.newSecret();
  const endpoint = newEndpoint(needs, request, secret);
  const subject = { endpoint, secret };
  if ((await webhookEndpoints.add(endpoint, sealedReceipt(needs, once, subject))) === 'conflict') {
    const winner = await openReplay(needs, once, webhookEndpoints.receipt);
    if (winner) return winner;
    throw new AgreementError('RECORD_BUSY', 'The endpoint could not be stored. Try again.', {
      retryAfterMs: 1000,
    });
  }
  await challenge(needs, endpoint);
  return { kind: 'changed', record: subject };
}

/** @throws {AgreementError} `INVALID_INPUT` for an address that must not be called */
export function refuseUrl({ webhooks }: Pick<Needs, 'webhooks'>, url: string): void {
  const message = whyNotCalled(url, webhooks);
  if (message === null) return;
  const fields = [{ pointer: '/url', message }];
  throw new AgreementError('INVALID_INPUT', 'This address cannot be a webhook endpoint.', { fields });
}

/** Sends the challenge as a message of its own, tried again like any other, by when every instance knows of the endpoint. */
export async function challenge(needs: ChallengeNeeds, endpoint: WebhookEndpoint): Promise<void> {
  const { webhookEndpoints, webhookDeliveries, webhookWakeUps } = needs;
  const message = await verificationOf(needs, endpoint);
  const nextAt = new Date(message.createdAt.getTime() + webhookEndpoints.knownForMs);
  await webhookDeliveries.add(endpoint.id, { ...message, nextAt });
  await webhookWakeUps.send(endpoint.id, webhookEndpoints.knownForMs);
}

function newEndpoint(
  { clock, newId, secretBox }: CreateWebhookEndpointNeeds,
  request: EndpointRequest,
  secret: string,
): WebhookEndpoint {
  const [id, now] = [newId(), clock.now()];
  const endpoint: WebhookEndpoint = {
    ...request,
    id,
    state: 'pending',
    ...{ disabledReason: null, disabledAt: null, failingSinceAt: null, notice: null },
    challenge: newId(),
    secrets: [],
    ...{ createdAt: now, updatedAt: now },
  };
  return withNewSecret(endpoint, secretBox.seal(secret, `endpoint ${id}`), now);
}
