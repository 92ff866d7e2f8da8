import { AgreementError } from '../../domain/errors.ts';
import type { WebhookDelivery } from '../../domain/webhooks/webhookDelivery.ts';
import type { Needs } from '../ports/ports.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { testOf, verificationOf, type MessageNeeds } from './endpointMessage.ts';
import { openReplay, requireEndpoint, sealedReceipt } from './webhookCommand.ts';

type TestWebhookEndpointNeeds = MessageNeeds &
  Pick<Needs, 'webhookDeliveries' | 'webhookWakeUps' | 'webhookEndpoints' | 'secretBox'>;

export type TestMessage = WebhookDelivery;

/**
 * Sends a test message, which tells nothing; an endpoint that is pending is sent its challenge once more.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `WEBHOOK_ENDPOINT_NOT_ACTIVE` · `IDEMPOTENCY_KEY_REUSED`
 */
export async function testWebhookEndpoint(
  needs: TestWebhookEndpointNeeds,
  id: string,
  once?: Once<WebhookDelivery>,
): Promise<Outcome<WebhookDelivery>> {
  const { webhookDeliveries, webhookWakeUps } = needs;
  const { endpoint } = await requireEndpoint(needs, id);
  const receipt = (key: string) => webhookDeliveries.receipt(id, key);
  const known = await openReplay(needs, once, receipt);
  if (known) return known;
  if (endpoint.state === 'paused' || endpoint.state === 'disabled') {
    throw new AgreementError(
      'WEBHOOK_ENDPOINT_NOT_ACTIVE',
      'This endpoint gets no messages. Make it active first.',
    );
  }
  const delivery = await (endpoint.state === 'pending' ? verificationOf : testOf)(needs, endpoint);
  if ((await webhookDeliveries.add(id, delivery, sealedReceipt(needs, once, delivery))) === 'known') {
    const winner = await openReplay(needs, once, receipt);
    if (winner) return winner;
  }
  await webhookWakeUps.send(id);
  return { kind: 'changed', record: delivery };
}
