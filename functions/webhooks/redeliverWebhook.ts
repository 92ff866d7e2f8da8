import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentDelivery } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { redeliverWebhook, type Redelivery } from '../../shared/workflows/webhooks/redeliverWebhooks.ts';

/** Sends one message once more, with the same id. */
app.http(
  'redeliverWebhook',
  httpOperation(operations.redeliverWebhook, async ({ params, once }) => {
    const services = await getServices();
    return once<Redelivery>(
      (key) => redeliverWebhook(services, params, key),
      (delivery) => ({ body: presentDelivery(delivery) }),
    );
  }),
);
