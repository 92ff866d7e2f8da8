import { app } from '@azure/functions';
import { parseWebhookWakeUp } from '../../shared/contracts/webhooks/readWebhook.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { deliverWebhooks } from '../../shared/workflows/webhooks/deliverWebhooks.ts';

/** Sends what is due to one webhook endpoint. */
app.storageQueue('deliverWebhooks', {
  connection: 'DataStorage',
  queueName: queues.webhooks,
  handler: handleMessage(parseWebhookWakeUp, async ({ endpointId }) =>
    deliverWebhooks(await getServices(), endpointId),
  ),
});
