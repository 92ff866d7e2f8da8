import { app } from '@azure/functions';
import { presentConfirmation } from '../../shared/contracts/customers/presentConfirmation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readCustomer } from '../../shared/workflows/customers/readCustomer.ts';

/** Says whether acceptance has been provided: yes, no, or unknown. */
app.http(
  'getConfirmation',
  httpOperation(operations.getConfirmation, async ({ params, caller }) => {
    const { record, times } = await readCustomer(await getServices(), params.customerTenantId, caller);
    return { body: presentConfirmation(record, times.lastCheckedAt) };
  }),
);
