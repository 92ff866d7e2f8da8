import { app } from '@azure/functions';
import { operations } from '../shared/contracts/operations.ts';
import { presentEndpoint } from '../shared/contracts/presentWebhook.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';
import { requireEndpoint } from '../shared/workflows/webhookCommand.ts';

/** Reads one webhook endpoint. */
app.http(
  'getWebhookEndpoint',
  endpoint(operations.getWebhookEndpoint, async ({ params }) => {
    const stored = await requireEndpoint(await getServices(), params.endpointId);
    return { body: presentEndpoint(stored.endpoint) };
  }),
);
