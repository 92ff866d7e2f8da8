import { app } from '@azure/functions';
import { presentReadiness } from '../shared/contracts/presentConfirmation.ts';
import { operations } from '../shared/contracts/operations.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';
import { readCustomer } from '../shared/workflows/readCustomer.ts';

/** Says whether a customer may order now, and if not, what to do. */
app.http(
  'getReadiness',
  endpoint(operations.getReadiness, async ({ params, caller }) => {
    const { record, times } = await readCustomer(await getServices(), params.customerTenantId, caller);
    return { body: presentReadiness(record, times.lastCheckedAt) };
  }),
);
