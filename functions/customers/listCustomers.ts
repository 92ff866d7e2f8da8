import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { readCustomerQuery } from '../../shared/contracts/customers/readCustomerQuery.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listCustomers } from '../../shared/workflows/customers/listCustomers.ts';

/** Lists agreement records, filtered and in pages. */
app.http(
  'listCustomers',
  httpOperation(operations.listCustomers, async ({ query, caller }) => {
    const services = await getServices();
    const { filter, scope } = readCustomerQuery(query, caller);
    const position = query.continuationToken
      ? services.pageTokens.open(scope, query.continuationToken)
      : null;
    const page = await listCustomers(services, filter, { size: query.pageSize, position });
    const presenter = { ...services, caller };
    return {
      body: {
        items: page.customers.map(({ record, times }) => presentCustomer(record, presenter, times)),
        continuationToken: page.position === null ? null : services.pageTokens.seal(scope, page.position),
      },
    };
  }),
);
