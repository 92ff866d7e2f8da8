import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentEndpoint } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Lists the webhook endpoints, which are few. */
app.http(
  'listWebhookEndpoints',
  httpOperation(operations.listWebhookEndpoints, async () => {
    const { webhookEndpoints } = await getServices();
    const items = (await webhookEndpoints.list()).map((stored) => presentEndpoint(stored.endpoint));
    return { body: { items, continuationToken: null } };
  }),
);
