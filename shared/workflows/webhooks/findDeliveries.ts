import type { Needs } from '../ports/ports.ts';
import type { DeliveryFilter, WebhookDeliveries } from '../ports/webhookPorts.ts';
import { endpointNotFound } from './webhookCommand.ts';

type Asked = {
  /** Null for all that the caller may see. */
  readonly endpointId: string | null;
  readonly filter: DeliveryFilter;
  /** Of a reseller, who sees its own endpoints only. */
  readonly resellerTenantId: string | null;
  readonly size: number;
  readonly position: string | null;
};

/**
 * Reads what was sent to all endpoints or waits to be sent, newest first.
 * @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND`
 */
export async function findDeliveries(
  { webhookEndpoints, webhookDeliveries }: Pick<Needs, 'webhookEndpoints' | 'webhookDeliveries'>,
  { endpointId, filter, resellerTenantId, size, position }: Asked,
): ReturnType<WebhookDeliveries['pageOfAll']> {
  const ids = (await webhookEndpoints.list())
    .filter(({ endpoint }) => resellerTenantId === null || endpoint.resellerTenantId === resellerTenantId)
    .map(({ endpoint }) => endpoint.id)
    .filter((id) => endpointId === null || id === endpointId);
  if (endpointId !== null && ids.length === 0) throw endpointNotFound();
  return webhookDeliveries.pageOfAll(ids, filter, { size, position });
}
