import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentEndpoint } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requireEndpoint } from '../../shared/workflows/webhooks/webhookCommand.ts';

/** Reads one webhook endpoint. */
app.http(
  'getWebhookEndpoint',
  httpOperation(operations.getWebhookEndpoint, async ({ params }) => {
    const stored = await requireEndpoint(await getServices(), params.endpointId);
    return { body: presentEndpoint(stored.endpoint) };
  }),
);
