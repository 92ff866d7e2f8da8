import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentAddressRules } from '../../shared/contracts/newCustomers/presentAddressRules.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readAddressRules } from '../../shared/workflows/newCustomers/readAddressRules.ts';

/** Reads what Microsoft asks of an address in a country. */
app.http(
  'getAddressRules',
  httpOperation(operations.getAddressRules, async ({ query }) => ({
    body: presentAddressRules(await readAddressRules(await getServices(), query.country)),
  })),
);
