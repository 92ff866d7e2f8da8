import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentEndpoint } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import {
  verifyWebhookEndpoint,
  type VerifiedEndpoint,
} from '../../shared/workflows/webhooks/verifyWebhookEndpoint.ts';

/** Makes a webhook endpoint active whose challenge an admin has read at the receiver. */
app.http(
  'verifyWebhookEndpoint',
  httpOperation(operations.verifyWebhookEndpoint, async ({ params, body, once }) => {
    const services = await getServices();
    return once<VerifiedEndpoint>(
      (key) => verifyWebhookEndpoint(services, { id: params.endpointId, challenge: body.challenge }, key),
      (endpoint) => ({ body: presentEndpoint(endpoint) }),
    );
  }),
);
