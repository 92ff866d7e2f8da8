import { withNewSecret } from '../../domain/webhooks/webhookEndpoint.ts';
import type { WithSecret } from './createWebhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { openReplay, requireEndpoint, sealedReceipt, untilStored } from './webhookCommand.ts';

/**
 * Gives an endpoint a new secret. For a day messages are signed with the one before, too.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY`
 */
export async function rotateWebhookSecret(
  needs: Pick<Needs, 'webhookEndpoints' | 'secretBox' | 'clock'>,
  id: string,
  once?: Once<WithSecret>,
): Promise<Outcome<WithSecret>> {
  const { webhookEndpoints, secretBox, clock } = needs;
  return untilStored(async () => {
    const known = await openReplay(needs, once, webhookEndpoints.receipt);
    if (known) return known;
    const stored = await requireEndpoint(needs, id);
    const secret = secretBox.newSecret();
    const endpoint = withNewSecret(stored.endpoint, secretBox.seal(secret, `endpoint ${id}`), clock.now());
    const subject = { endpoint, secret };
    const receipt = sealedReceipt(needs, once, subject);
    const outcome = await webhookEndpoints.save(stored, endpoint, { receipt });
    return outcome === 'stored' ? { kind: 'changed' as const, record: subject } : undefined;
  });
}
