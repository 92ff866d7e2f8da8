import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentWithSecret } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { readEndpoint } from '../../shared/contracts/webhooks/readWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import {
  createWebhookEndpoint,
  type WithSecret,
} from '../../shared/workflows/webhooks/createWebhookEndpoint.ts';

/** Adds a webhook endpoint, and shows its secret this once. */
app.http(
  'createWebhookEndpoint',
  httpOperation(operations.createWebhookEndpoint, async ({ body, once }) => {
    const services = await getServices();
    return once<WithSecret>(
      (key) => createWebhookEndpoint(services, readEndpoint(body), key),
      (created) => ({
        headers: { location: `/api/v1/webhook-endpoints/${created.endpoint.id}` },
        body: presentWithSecret(created),
      }),
    );
  }),
);
