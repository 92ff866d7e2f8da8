import { app } from '@azure/functions';
import { presentCustomer } from '../shared/contracts/presentCustomer.ts';
import { readCustomerQuery } from '../shared/contracts/readCustomerQuery.ts';
import { operations } from '../shared/contracts/operations.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';
import { listCustomers } from '../shared/workflows/listCustomers.ts';

/** Lists agreement records, filtered and in pages. */
app.http(
  'listCustomers',
  endpoint(operations.listCustomers, async ({ query, caller }) => {
    const services = await getServices();
    const { filter, scope } = readCustomerQuery(query, caller);
    const position = query.continuationToken
      ? services.pageTokens.open(scope, query.continuationToken)
      : null;
    const page = await listCustomers(services, filter, { size: query.pageSize, position });
    return {
      body: {
        items: page.customers.map(({ record, times }) => presentCustomer(record, services, times)),
        continuationToken: page.position === null ? null : services.pageTokens.seal(scope, page.position),
      },
    };
  }),
);
