import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readCustomer } from '../../shared/workflows/customers/readCustomer.ts';

/** Reads one agreement record. */
app.http(
  'getCustomer',
  httpOperation(operations.getCustomer, async ({ params, caller }) => {
    const services = await getServices();
    const { record, times } = await readCustomer(services, params.customerTenantId, caller);
    return { body: presentCustomer(record, { ...services, caller }, times) };
  }),
);
