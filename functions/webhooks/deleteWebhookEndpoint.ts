import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { deleteWebhookEndpoint } from '../../shared/workflows/webhooks/deleteWebhookEndpoint.ts';

/** Removes a webhook endpoint with its deliveries. */
app.http(
  'deleteWebhookEndpoint',
  httpOperation(operations.deleteWebhookEndpoint, async ({ params }) => {
    await deleteWebhookEndpoint(await getServices(), params.endpointId);
    return { body: null };
  }),
);
