import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentDelivery } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findDeliveries } from '../../shared/workflows/webhooks/findDeliveries.ts';

/** Lists what was sent to any webhook endpoint or waits to be sent, newest first. */
app.http(
  'findWebhookDeliveries',
  httpOperation(operations.findWebhookDeliveries, async ({ query, caller: { resellerTenantId } }) => {
    const services = await getServices();
    const { endpointId = null, pageSize: size, continuationToken: token, ...filter } = query;
    const scope = `deliveries ${JSON.stringify([endpointId, filter, resellerTenantId])}`;
    const position = token ? services.pageTokens.open(scope, token) : null;
    const asked = { endpointId, filter, resellerTenantId, size, position };
    const page = await findDeliveries(services, asked);
    const items = page.items.map((one) => ({ endpointId: one.endpointId, ...presentDelivery(one.delivery) }));
    return {
      body: { items, continuationToken: page.position && services.pageTokens.seal(scope, page.position) },
    };
  }),
);
