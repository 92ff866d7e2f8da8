import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentDelivery } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requireEndpoint } from '../../shared/workflows/webhooks/webhookCommand.ts';

/** Lists what was sent to a webhook endpoint or waits to be sent, newest first. */
app.http(
  'listWebhookDeliveries',
  httpOperation(operations.listWebhookDeliveries, async ({ params, query }) => {
    const services = await getServices();
    const { endpointId } = params;
    await requireEndpoint(services, endpointId);
    const { pageSize: size, continuationToken: token, ...filter } = query;
    const scope = `deliveries ${endpointId} ${JSON.stringify(filter)}`;
    const position = token ? services.pageTokens.open(scope, token) : null;
    const page = await services.webhookDeliveries.page(endpointId, filter, { size, position });
    const continuationToken = page.position && services.pageTokens.seal(scope, page.position);
    return { body: { items: page.items.map(presentDelivery), continuationToken } };
  }),
);
