import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentEndpoint } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { readEndpointChange } from '../../shared/contracts/webhooks/readWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { changeWebhookEndpoint } from '../../shared/workflows/webhooks/changeWebhookEndpoint.ts';

/** Changes, pauses or resumes a webhook endpoint. */
app.http(
  'changeWebhookEndpoint',
  httpOperation(operations.changeWebhookEndpoint, async ({ params, body }) => {
    const change = readEndpointChange(body);
    const changed = await changeWebhookEndpoint(await getServices(), params.endpointId, change);
    return { body: presentEndpoint(changed) };
  }),
);
