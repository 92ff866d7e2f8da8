import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { redeliverWebhooks, type Redelivered } from '../../shared/workflows/webhooks/redeliverWebhooks.ts';

/** Sends the messages of a range once more. */
app.http(
  'redeliverWebhooks',
  httpOperation(operations.redeliverWebhooks, async ({ params: { endpointId }, body, once }) => {
    const services = await getServices();
    const { from, to, onlyFailed, continuationToken: token } = body;
    const filter = { from, to, state: onlyFailed ? ('failed' as const) : undefined };
    const scope = `redeliveries ${endpointId} ${JSON.stringify(filter)}`;
    const position = token ? services.pageTokens.open(scope, token) : null;
    return once<Redelivered>(
      (key) => redeliverWebhooks(services, endpointId, { filter, position, once: key }),
      ({ redelivered, position: next }) => ({
        body: { redelivered, continuationToken: next && services.pageTokens.seal(scope, next) },
      }),
    );
  }),
);
