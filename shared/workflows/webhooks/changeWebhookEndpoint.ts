import { AgreementError } from '../../domain/errors.ts';
import { resumed, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import { challenge, refuseUrl, type EndpointRequest } from './createWebhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';
import { requireEndpoint, untilStored } from './webhookCommand.ts';

type ChangeWebhookEndpointNeeds = Pick<
  Needs,
  'webhooks' | 'webhookEndpoints' | 'clock' | 'newId' | 'webhookWakeUps' | 'webhookDeliveries' | 'chatMessage'
>;

export type EndpointChange = Partial<EndpointRequest> & { readonly state?: 'active' | 'paused' };

/**
 * Changes what is given. Another address has to show first that it is ours to call; what waited for the
 * endpoint while it was paused goes out as soon as it is active.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `INVALID_INPUT` · `WEBHOOK_ENDPOINT_NOT_ACTIVE` · `RECORD_BUSY`
 */
export async function changeWebhookEndpoint(
  needs: ChangeWebhookEndpointNeeds,
  id: string,
  change: EndpointChange,
): Promise<WebhookEndpoint> {
  if (change.url !== undefined) refuseUrl(needs, change.url);
  const { before, after } = await untilStored(async () => {
    const stored = await requireEndpoint(needs, id);
    const changed = changedBy(needs, stored.endpoint, change);
    const outcome = await needs.webhookEndpoints.save(stored, changed);
    return outcome === 'stored' ? { before: stored.endpoint, after: changed } : undefined;
  });
  if (after.state === 'pending' && after.challenge !== before.challenge) await challenge(needs, after);
  else if (after.state === 'active' && before.state !== 'active') await needs.webhookWakeUps.send(id);
  return after;
}

function changedBy(
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  before: WebhookEndpoint,
  { state, ...parts }: EndpointChange,
): WebhookEndpoint {
  const now = clock.now();
  const changed = { ...before, ...parts, updatedAt: now };
  const isElsewhere = changed.url !== before.url;
  // Given again, an address that never sent its challenge back gets another one.
  const isGivenAgain = parts.url !== undefined && before.disabledReason === 'notVerified';
  if (isElsewhere || isGivenAgain) return { ...resumed(changed, now), state: 'pending', challenge: newId() };
  if (state === undefined || state === before.state) return changed;
  if (before.state === 'pending' || before.disabledReason === 'notVerified') {
    const text =
      'This endpoint has not sent its challenge back. Send it a test, or give it its address again.';
    throw new AgreementError('WEBHOOK_ENDPOINT_NOT_ACTIVE', text);
  }
  return state === 'active' ? resumed(changed, now) : { ...resumed(changed, now), state };
}
