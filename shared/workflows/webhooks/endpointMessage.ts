import { subjectOf, type WebhookEvent } from '../../domain/webhooks/webhookEvent.ts';
import {
  messageBody,
  newDelivery,
  webhookBody,
  type WebhookDelivery,
} from '../../domain/webhooks/webhookDelivery.ts';
import { kindOf, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';

export type MessageNeeds = Pick<Needs, 'clock' | 'newId' | 'webhooks' | 'chatMessage'>;

/** The message that asks a pending endpoint for its challenge, or shows it to the people of a channel. */
export function verificationOf(needs: MessageNeeds, endpoint: WebhookEndpoint): Promise<WebhookDelivery> {
  const { challenge } = endpoint;
  return ownMessage(needs, endpoint, { type: 'endpoint.verification', challenge });
}

/** A message that tells nothing. */
export function testOf(needs: MessageNeeds, endpoint: WebhookEndpoint): Promise<WebhookDelivery> {
  return ownMessage(needs, endpoint, { type: 'endpoint.test' });
}

/** Ids follow from the news, so an event that is told twice is the same delivery. */
export async function eventMessageOf(
  needs: Pick<Needs, 'stableId' | 'webhooks' | 'chatMessage' | 'clock'>,
  endpoint: WebhookEndpoint,
  event: WebhookEvent,
): Promise<WebhookDelivery> {
  const { type, version, at: createdAt } = event;
  const kind = kindOf(endpoint);
  const webhookId = needs.stableId('news', subjectOf(event), version, type);
  const body =
    kind === 'standard'
      ? webhookBody(event, { webhookId, source: needs.webhooks.source })
      : await needs.chatMessage(kind, { about: 'event', event });
  return newDelivery({ webhookId, type, createdAt, body }, needs.clock.now());
}

type Own =
  { readonly type: 'endpoint.test' } | { readonly type: 'endpoint.verification'; readonly challenge: string };

async function ownMessage(
  { clock, newId, webhooks, chatMessage }: MessageNeeds,
  endpoint: WebhookEndpoint,
  { type, ...data }: Own,
): Promise<WebhookDelivery> {
  const [webhookId, createdAt, endpointId] = [newId(), clock.now(), endpoint.id];
  const kind = kindOf(endpoint);
  const news =
    'challenge' in data
      ? { about: 'verification' as const, endpointId, challenge: data.challenge }
      : { about: 'test' as const, endpointId };
  const body =
    kind === 'standard'
      ? messageBody({ webhookId, source: webhooks.source, type, at: createdAt }, { endpointId, ...data })
      : await chatMessage(kind, news);
  return newDelivery({ webhookId, type, body, createdAt }, createdAt);
}
