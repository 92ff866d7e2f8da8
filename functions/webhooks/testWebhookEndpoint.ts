import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentDelivery } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import {
  testWebhookEndpoint,
  type TestMessage,
} from '../../shared/workflows/webhooks/testWebhookEndpoint.ts';

/** Sends a test message to a webhook endpoint. */
app.http(
  'testWebhookEndpoint',
  httpOperation(operations.testWebhookEndpoint, async ({ params, once }) => {
    const services = await getServices();
    return once<TestMessage>(
      (key) => testWebhookEndpoint(services, params.endpointId, key),
      (delivery) => ({ body: presentDelivery(delivery) }),
    );
  }),
);
