import {
  afterDelivery,
  type DeliveryResult,
  type WebhookEndpoint,
} from '../../domain/webhooks/webhookEndpoint.ts';
import { composeEndpointNotice } from './endpointNotice.ts';
import type { Needs } from '../ports/ports.ts';

type RecordResultNeeds = Pick<
  Needs,
  'clock' | 'webhookEndpoints' | 'telemetry' | 'policy' | 'mailComposer' | 'newId'
>;

/** The endpoint as it was last seen here. */
export type KnownEndpoint = { endpoint: WebhookEndpoint };

const attempts = 5;

/**
 * Keeps what a delivery tells of the endpoint, where it tells something new. With the end of an endpoint goes
 * the mail that tells of it, in one transaction, so that there is one mail for each end.
 */
export async function recordResult(
  needs: RecordResultNeeds,
  known: KnownEndpoint,
  finding: DeliveryResult,
): Promise<void> {
  const { clock, webhookEndpoints, telemetry } = needs;
  const { id } = known.endpoint;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (afterDelivery(known.endpoint, finding, clock.now()) === known.endpoint) return;
    const stored = await webhookEndpoints.find(id);
    if (!stored) return;
    const after = afterDelivery(stored.endpoint, finding, clock.now());
    known.endpoint = after;
    if (after === stored.endpoint) return;
    const isEnd = after.state === 'disabled' && stored.endpoint.state !== 'disabled';
    const notice = isEnd ? await composeEndpointNotice(needs, after) : null;
    const endpoint = notice?.endpoint ?? after;
    if ((await webhookEndpoints.save(stored, endpoint, { mail: notice?.mail ?? null })) !== 'stored')
      continue;
    known.endpoint = endpoint;
    if (isEnd) {
      const code = after.disabledReason ?? 'failing';
      telemetry.count('webhook.endpoint.disabled', 1, { endpointId: id, code });
    }
    return;
  }
}
