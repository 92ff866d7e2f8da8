import type { WebhookEndpoint } from '../../domain/webhooks/webhookEndpoint.ts';
import type { OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { tryMail, type TryNeeds } from '../mail/tryMail.ts';
import { untilStored } from './webhookCommand.ts';

export type EndpointNoticeNeeds = TryNeeds &
  Pick<Needs, 'mailComposer' | 'newId' | 'webhookEndpoints' | 'webhookWakeUps'>;

type WithNotice = { readonly endpoint: WebhookEndpoint; readonly mail: OutgoingMail };

/** A disabled endpoint, with the mail that tells the partner's agents; null when there is no recipient. */
export async function composeEndpointNotice(
  { policy, mailComposer, newId, clock }: Pick<Needs, 'policy' | 'mailComposer' | 'newId' | 'clock'>,
  endpoint: WebhookEndpoint,
): Promise<WithNotice | null> {
  const { id, url, disabledReason: reason, disabledAt } = endpoint;
  const { agentEmail: recipient, endpointUrl } = policy.notices;
  if (recipient === null || !reason || !disabledAt) return null;
  const composeMail = await mailComposer();
  const composed = composeMail({
    kind: 'endpointNotice',
    language: policy.defaultLanguage,
    ...{ recipientName: null, companyName: null, url: endpointUrl(id) },
    ...{ host: new URL(url).host, endpointId: id, disabledAt, reason },
  });
  const [operationId, now] = [newId(), clock.now()];
  return {
    endpoint: { ...endpoint, notice: { operationId, requestedAt: now, nextAt: now } },
    mail: { operationId, recipient, recipientName: null, ...composed },
  };
}

/** Sends the notice about an endpoint, in the line of all mails, if one waits; a repeat makes no second mail. */
export async function sendEndpointNotice(needs: EndpointNoticeNeeds, endpointId: string): Promise<void> {
  const { clock, webhookEndpoints, webhookWakeUps } = needs;
  const notice = (await webhookEndpoints.find(endpointId))?.endpoint.notice;
  if (!notice || notice.nextAt > clock.now()) return;
  const { operationId, requestedAt: wantedAt } = notice;
  const operation = {
    operationId,
    customerTenantId: endpointId,
    subject: { kind: 'endpointNotice' },
  } as const;
  const read = () => webhookEndpoints.mail(endpointId, operationId);
  const outcome = await tryMail(needs, operation, { wantedAt, read });
  if (outcome.kind === 'underWay') return;
  if (outcome.kind !== 'later') return changeNotice(needs, { endpointId, operationId, nextAt: null });
  const nextAt = new Date(clock.now().getTime() + outcome.delayMs);
  await changeNotice(needs, { endpointId, operationId, nextAt });
  await webhookWakeUps.send(endpointId, outcome.delayMs);
}

/** Puts a notice off, or notes with null that it is done with. Another that took its place is left alone. */
export async function changeNotice(
  { webhookEndpoints }: Pick<Needs, 'webhookEndpoints'>,
  change: { readonly endpointId: string; readonly operationId: string; readonly nextAt: Date | null },
): Promise<void> {
  const { endpointId, operationId, nextAt } = change;
  await untilStored(async () => {
    const stored = await webhookEndpoints.find(endpointId);
    const notice = stored?.endpoint.notice;
    if (!stored || notice?.operationId !== operationId) return 'stored';
    const after = { ...stored.endpoint, notice: nextAt && { ...notice, nextAt } };
    return (await webhookEndpoints.save(stored, after)) === 'stored' ? 'stored' : undefined;
  });
}
