import { AgreementError } from '../../domain/errors.ts';
import { askedAgain, type WebhookDelivery } from '../../domain/webhooks/webhookDelivery.ts';
import type { Needs } from '../ports/ports.ts';
import type { DeliveryFilter } from '../ports/webhookPorts.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { openReplay, requireEndpoint, sealedReceipt, untilStored } from './webhookCommand.ts';

type RedeliverWebhooksNeeds = Pick<
  Needs,
  'webhookDeliveries' | 'webhookWakeUps' | 'clock' | 'secretBox' | 'webhookEndpoints'
>;

/** Of one request; who has more asks again. */
const maxRedelivered = 1_000;
const pageSize = 200;

/** `position` goes on where it ended; null when that was all. */
export type Redelivered = { readonly redelivered: number; readonly position: string | null };

export type Redelivery = WebhookDelivery;

export type Range = {
  readonly filter: DeliveryFilter;
  readonly position: string | null;
  readonly once?: Once<Redelivered> | undefined;
};

/**
 * Sends a message once more, with the same id and the same bytes.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `WEBHOOK_DELIVERY_NOT_FOUND` ·
 * `WEBHOOK_ENDPOINT_NOT_ACTIVE` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY`
 */
export async function redeliverWebhook(
  needs: RedeliverWebhooksNeeds,
  { endpointId, deliveryId }: { readonly endpointId: string; readonly deliveryId: string },
  once?: Once<WebhookDelivery>,
): Promise<Outcome<WebhookDelivery>> {
  const { webhookDeliveries, webhookWakeUps, clock } = needs;
  const outcome = await untilStored(async () => {
    const known = await openReplay(needs, once, (id) => webhookDeliveries.receipt(endpointId, id));
    if (known) return known;
    await requireActive(needs, endpointId);
    const before = await webhookDeliveries.find(endpointId, deliveryId);
    if (!before) {
      throw new AgreementError('WEBHOOK_DELIVERY_NOT_FOUND', 'There is no delivery with this id any more.');
    }
    const after = askedAgain(before.delivery, clock.now());
    const saved = await webhookDeliveries.save(
      endpointId,
      { before, after },
      sealedReceipt(needs, once, after),
    );
    return saved && { kind: 'changed' as const, record: after };
  });
  await webhookWakeUps.send(endpointId);
  return outcome;
}

/**
 * The same for all of a range, at most a thousand. Cut off half way, a repeat does the rest and some twice.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` · `WEBHOOK_ENDPOINT_NOT_ACTIVE` · `IDEMPOTENCY_KEY_REUSED`
 */
export async function redeliverWebhooks(
  needs: RedeliverWebhooksNeeds,
  endpointId: string,
  { filter, position, once }: Range,
): Promise<Outcome<Redelivered>> {
  const { webhookDeliveries, webhookWakeUps } = needs;
  const known = await openReplay(needs, once, (id) => webhookDeliveries.receipt(endpointId, id));
  if (known) return known;
  await requireActive(needs, endpointId);
  let redelivered = 0;
  let next = position;
  do {
    const page = await webhookDeliveries.page(endpointId, filter, { size: pageSize, position: next });
    next = page.position;
    for (const delivery of page.items) redelivered += (await askAgain(needs, endpointId, delivery)) ? 1 : 0;
  } while (next !== null && redelivered + pageSize <= maxRedelivered);
  await webhookWakeUps.send(endpointId);
  const record = { redelivered, position: next };
  const receipt = sealedReceipt(needs, once, record);
  if (receipt) await webhookDeliveries.keepReceipt(endpointId, receipt);
  return { kind: 'changed', record };
}

/** Pending messages are sent anyway, and a challenge is not an event. */
async function askAgain(
  { webhookDeliveries, clock }: RedeliverWebhooksNeeds,
  endpointId: string,
  { id, state, type }: WebhookDelivery,
): Promise<boolean> {
  if (state === 'waiting' || type === 'endpoint.verification') return false;
  const before = await webhookDeliveries.find(endpointId, id);
  if (!before) return false;
  const change = { before, after: askedAgain(before.delivery, clock.now()) };
  return (await webhookDeliveries.save(endpointId, change)) !== undefined;
}

async function requireActive(needs: RedeliverWebhooksNeeds, endpointId: string): Promise<void> {
  const { endpoint } = await requireEndpoint(needs, endpointId);
  if (endpoint.state === 'active') return;
  throw new AgreementError(
    'WEBHOOK_ENDPOINT_NOT_ACTIVE',
    'This endpoint gets no messages. Make it active first.',
  );
}
