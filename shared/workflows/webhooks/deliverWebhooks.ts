import {
  afterAttempt,
  tookIt,
  type Attempt,
  type WebhookDelivery,
} from '../../domain/webhooks/webhookDelivery.ts';
import {
  contentTypeOf,
  kindOf,
  validSecrets,
  type DeliveryResult,
} from '../../domain/webhooks/webhookEndpoint.ts';
import { sendEndpointNotice, type EndpointNoticeNeeds } from './endpointNotice.ts';
import { recordResult, type KnownEndpoint } from './recordResult.ts';
import type { Needs } from '../ports/ports.ts';
import type { StoredDelivery } from '../ports/webhookPorts.ts';

type DeliverWebhooksNeeds = EndpointNoticeNeeds &
  Pick<Needs, 'singleFlight' | 'webhookDeliveries' | 'webhookSender'>;

export type Delivered = { readonly taken: number; readonly refused: number; readonly joined: boolean };

/** One endpoint's messages under way at a time, per instance. */
const concurrency = 4;
const roundSize = 32;
/** Long enough to be worth it, and far from the ten minutes after which the host ends a function. */
const runMs = 60_000;
/** Longer than a call may take: a crashed attempt is made again after it. */
const leaseMs = 60_000;
const untilVerifiedMs = 15 * 60_000;
/** An endpoint that took nothing is left alone for a moment. */
const restMs = 5_000;

/**
 * Sends what is due to one endpoint. Each endpoint has at most one such run per instance, and there are
 * fewer endpoints than runs that fit into the host: so one that hangs never takes the place of another.
 * A delivery is put off before it is tried, so a crash only means that it is tried again, with the same id.
 */
export async function deliverWebhooks(needs: DeliverWebhooksNeeds, endpointId: string): Promise<Delivered> {
  const tally = { taken: 0, refused: 0 };
  const flight = await needs.singleFlight(endpointId, () => run(needs, endpointId, tally));
  return { ...tally, joined: flight === 'joined' };
}

type Tally = { taken: number; refused: number };

async function run(
  needs: DeliverWebhooksNeeds,
  endpointId: string,
  tally: Tally,
): Promise<'rests' | 'mayRepeat'> {
  const { clock, webhookEndpoints, webhookDeliveries, webhookWakeUps } = needs;
  const until = clock.now().getTime() + runMs;
  let rests = false;
  for (let goesOn = true; goesOn;) {
    const stored = await webhookEndpoints.find(endpointId);
    if (stored?.endpoint.state !== 'active' && stored?.endpoint.state !== 'pending') {
      if (stored?.endpoint.notice) await sendEndpointNotice(needs, endpointId);
      return 'rests';
    }
    const known = { endpoint: stored.endpoint };
    const ids = await webhookDeliveries.due(endpointId, clock.now(), roundSize);
    rests = await round(needs, { known, ids, tally });
    goesOn =
      known.endpoint.state === 'disabled' || (ids.length > 0 && !rests && clock.now().getTime() < until);
  }
  const nextAt = await webhookDeliveries.nextDueAt(endpointId);
  if (!nextAt) return 'mayRepeat';
  const waitMs = Math.max(nextAt.getTime() - clock.now().getTime(), rests ? restMs : 0);
  await webhookWakeUps.send(endpointId, waitMs);
  return rests ? 'rests' : 'mayRepeat';
}

type Round = { readonly known: KnownEndpoint; readonly ids: readonly string[]; readonly tally: Tally };

/** True when the endpoint took none of the last ones: the others would most likely end the same. So, too, when others send. */
async function round(needs: DeliverWebhooksNeeds, { known, ids, tally }: Round): Promise<boolean> {
  if (ids.length === 0) return false;
  const left = ids.values();
  let [tried, inVain] = [0, 0];
  const worker = async (): Promise<void> => {
    for (const id of left) {
      const finding = await deliver(needs, known, id);
      if (!finding) continue;
      tried += 1;
      const isTaken = finding === 'took' || finding === 'verified';
      tally[isTaken ? 'taken' : 'refused'] += 1;
      inVain = isTaken ? 0 : inVain + 1;
      if (finding === 'gone' || inVain >= concurrency) return;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return inVain >= Math.min(concurrency, tried);
}

/** Undefined when it is not ours to send: another instance was faster, or it was removed. */
async function deliver(
  needs: DeliverWebhooksNeeds,
  known: KnownEndpoint,
  id: string,
): Promise<DeliveryResult | undefined> {
  const { endpoint } = known;
  const { clock, webhookDeliveries, webhookSender } = needs;
  const claimed = await claim(needs, endpoint.id, id);
  if (!claimed) return undefined;
  const { webhookId, body, type } = claimed.delivery;
  const isVerification = type === 'endpoint.verification';
  if (endpoint.state === 'pending' && !isVerification) {
    // Its address was changed while news waited.
    const after = { ...claimed.delivery, nextAt: new Date(clock.now().getTime() + untilVerifiedMs) };
    await webhookDeliveries.save(endpoint.id, { before: claimed, after });
    return undefined;
  }
  if (endpoint.state === 'active' && isVerification) {
    // An admin has entered the challenge meanwhile.
    const after = { ...claimed.delivery, state: 'delivered' as const, nextAt: null };
    await webhookDeliveries.save(endpoint.id, { before: claimed, after });
    return undefined;
  }
  const secrets = validSecrets(endpoint, clock.now());
  const { id: endpointId, url } = endpoint;
  const contentType = contentTypeOf(endpoint);
  const sent = await webhookSender.send({ endpointId, url, webhookId, body, contentType, secrets });
  const now = clock.now();
  // A channel answers with a fixed body: it took the message, which shows nothing yet of who runs it.
  const provesItself = isVerification && kindOf(endpoint) === 'standard';
  const lacksChallenge = provesItself && tookIt(sent) && !sent.response?.includes(endpoint.challenge);
  const attempt: Attempt = lacksChallenge ? { ...sent, failure: 'CHALLENGE_MISSING' } : sent;
  const isTaken = tookIt(attempt) && !lacksChallenge;
  const after = afterAttempt(claimed.delivery, attempt, { isTaken, now });
  const change = { before: claimed, after };
  await webhookDeliveries.save(endpoint.id, change);
  const finding = isTaken && !provesItself ? 'took' : classifyAttempt(attempt, after, isTaken);
  await recordResult(needs, known, finding);
  return finding;
}

async function claim(
  { clock, webhookDeliveries }: DeliverWebhooksNeeds,
  endpointId: string,
  id: string,
): Promise<StoredDelivery | undefined> {
  const before = await webhookDeliveries.find(endpointId, id);
  const now = clock.now();
  const nextAt = before?.delivery.nextAt;
  if (!before || !nextAt || nextAt > now) return undefined;
  const after = { ...before.delivery, nextAt: new Date(now.getTime() + leaseMs) };
  return webhookDeliveries.save(endpointId, { before, after });
}

function classifyAttempt(
  { status }: Attempt,
  { type, state }: WebhookDelivery,
  isTaken: boolean,
): DeliveryResult {
  const isVerification = type === 'endpoint.verification';
  if (isTaken) return isVerification ? 'verified' : 'took';
  if (isVerification) return state === 'failed' ? 'neverVerified' : 'failed';
  return status === 410 ? 'gone' : 'failed';
}
