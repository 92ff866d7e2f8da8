import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentWithSecret } from '../../shared/contracts/webhooks/presentWebhook.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import type { WithSecret } from '../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { rotateWebhookSecret } from '../../shared/workflows/webhooks/rotateWebhookSecret.ts';

/** Gives a webhook endpoint a new secret, and shows it this once. */
app.http(
  'rotateWebhookSecret',
  httpOperation(operations.rotateWebhookSecret, async ({ params, once }) => {
    const services = await getServices();
    return once<WithSecret>(
      (key) => rotateWebhookSecret(services, params.endpointId, key),
      (rotated) => ({ body: presentWithSecret(rotated) }),
    );
  }),
);
