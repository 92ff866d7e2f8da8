import { app } from '@azure/functions';
import { presentEvent } from '../../shared/contracts/customers/presentEvent.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readHistory } from '../../shared/workflows/customers/readHistory.ts';

/** Reads the history of a customer, oldest first. */
app.http(
  'listEvents',
  httpOperation(operations.listEvents, async ({ params, query, caller }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const scope = `events ${customerTenantId}`;
    const fromVersion = query.continuationToken
      ? Number(services.pageTokens.open(scope, query.continuationToken))
      : 1;
    const page = { customerTenantId, sight: caller, fromVersion, size: query.pageSize };
    const { events, nextVersion } = await readHistory(services, page);
    return {
      body: {
        items: events.map(presentEvent),
        continuationToken: nextVersion === null ? null : services.pageTokens.seal(scope, String(nextVersion)),
      },
    };
  }),
);
