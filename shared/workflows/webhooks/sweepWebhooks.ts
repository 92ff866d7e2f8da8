import { keptDeliveryMs } from '../../domain/webhooks/webhookDelivery.ts';
import { kindOf, type WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import { sweepOutbox } from './outbox.ts';
import { renewSeals } from './renewSeals.ts';
import { challenge, type ChallengeNeeds } from './createWebhookEndpoint.ts';
import type { Needs } from '../ports/ports.ts';

type SweepWebhooksNeeds = ChallengeNeeds &
  Pick<Needs, 'stableId' | 'webhookNews' | 'policy' | 'agreements' | 'prospects' | 'secretBox'>;

export type WebhookSweep = { readonly announced: number; readonly woken: number };

/**
 * Makes up for what lost messages and crashes left behind: tells what was not told, wakes the delivery of
 * what is overdue, removes what is old or orphaned, and renews seals after a rotation of keys. It calls no endpoint itself.
 */
export async function sweepWebhooks(
  needs: SweepWebhooksNeeds,
  report: (failure: unknown) => void,
): Promise<WebhookSweep> {
  const announced = await sweepOutbox(needs, report);
  let woken = 0;
  for (const stored of await needs.webhookEndpoints.list()) {
    const { endpoint } = stored;
    try {
      await renewSeals(needs, stored);
      if (await wakeOverdue(needs, endpoint)) woken += 1;
      await needs.webhookDeliveries.purge(
        endpoint.id,
        new Date(needs.clock.now().getTime() - keptDeliveryMs),
      );
    } catch (failure) {
      report(failure);
    }
  }
  for (const id of await needs.webhookEndpoints.removed()) {
    if (!(await needs.webhookDeliveries.clear(id))) await needs.webhookEndpoints.forgetRemoved(id);
  }
  return { announced, woken };
}

/** A channel that took the message waits for an admin, and is not written to again. */
async function hasToldChannel(
  { webhookDeliveries }: SweepWebhooksNeeds,
  endpoint: WebhookEndpoint,
): Promise<boolean> {
  if (kindOf(endpoint) === 'standard') return false;
  const { items } = await webhookDeliveries.page(endpoint.id, {}, { size: 20, position: null });
  return items.some(({ state, body }) => state === 'delivered' && body.includes(endpoint.challenge));
}

async function wakeOverdue(needs: SweepWebhooksNeeds, endpoint: WebhookEndpoint): Promise<boolean> {
  const { webhookDeliveries, webhookWakeUps, clock, policy } = needs;
  const { id, state, updatedAt, notice } = endpoint;
  // The message that was sent for it is normally faster.
  const overdueAt = clock.now().getTime() - policy.wakeUpGraceMs;
  if (state !== 'active' && state !== 'pending') {
    const isOverdue = notice !== null && notice.nextAt.getTime() <= overdueAt;
    if (isOverdue) await webhookWakeUps.send(id);
    return isOverdue;
  }
  const nextAt = await webhookDeliveries.nextDueAt(id);
  const lacksChallenge = !nextAt && state === 'pending' && updatedAt.getTime() <= overdueAt;
  if (lacksChallenge && !(await hasToldChannel(needs, endpoint))) await challenge(needs, endpoint);
  if (!nextAt || nextAt.getTime() > overdueAt) return false;
  await webhookWakeUps.send(id);
  return true;
}
