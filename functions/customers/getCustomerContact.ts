import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readContact } from '../../shared/workflows/customers/readContact.ts';

/** Asks Partner Center for the contact of a customer. */
app.http(
  'getCustomerContact',
  httpOperation(operations.getCustomerContact, async ({ params, caller }) => ({
    body: await readContact(await getServices(), params.customerTenantId, caller),
  })),
);
