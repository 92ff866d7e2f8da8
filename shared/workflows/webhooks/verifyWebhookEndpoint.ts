import { AgreementError } from '../../domain/errors.ts';
import { resumed, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { openReplay, requireEndpoint, sealedReceipt, untilStored } from './webhookCommand.ts';

type VerifyWebhookEndpointNeeds = Pick<Needs, 'webhookEndpoints' | 'webhookWakeUps' | 'clock' | 'secretBox'>;

/** The endpoint as it is once verified. */
export type VerifiedEndpoint = WebhookEndpoint;

/**
 * Makes an endpoint active whose receiver can only answer a fixed body: an admin enters the challenge that it received.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `INVALID_INPUT` for another challenge · `IDEMPOTENCY_KEY_REUSED` ·
 * `RECORD_BUSY`
 */
export async function verifyWebhookEndpoint(
  needs: VerifyWebhookEndpointNeeds,
  { id, challenge }: { readonly id: string; readonly challenge: string },
  once?: Once<WebhookEndpoint>,
): Promise<Outcome<WebhookEndpoint>> {
  const { webhookEndpoints, webhookWakeUps, clock } = needs;
  const outcome = await untilStored(async () => {
    const known = await openReplay(needs, once, webhookEndpoints.receipt);
    if (known) return known;
    const stored = await requireEndpoint(needs, id);
    const { endpoint } = stored;
    if (challenge.trim().toLowerCase() !== endpoint.challenge) throw wrongChallenge();
    const waits = endpoint.state === 'pending' || endpoint.disabledReason === 'notVerified';
    const after = waits ? resumed(endpoint, clock.now()) : endpoint;
    const receipt = sealedReceipt(needs, once, after);
    const saved = await webhookEndpoints.save(stored, after, { receipt });
    return saved === 'stored' ? { kind: 'changed' as const, record: after } : undefined;
  });
  await webhookWakeUps.send(id);
  return outcome;
}

function wrongChallenge(): AgreementError {
  const fields = [
    { pointer: '/challenge', message: 'is not the challenge that this endpoint was sent last' },
  ];
  return new AgreementError('INVALID_INPUT', 'The endpoint was not verified.', { fields });
}
