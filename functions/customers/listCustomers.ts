import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { readCustomerQuery } from '../../shared/contracts/customers/readCustomerQuery.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { version } from '../../shared/version.ts';
import { listCustomers } from '../../shared/workflows/customers/listCustomers.ts';

/** Lists agreement records, filtered and in pages. */
app.http(
  'listCustomers',
  httpOperation(operations.listCustomers, async ({ query, caller, unlessKnown }) => {
    const services = await getServices();
    const { filter, scope } = readCustomerQuery(query, caller);
    const { continuationToken: token, pageSize: size } = query;
    const position = token ? services.pageTokens.open(scope, token) : null;
    return unlessKnown([await services.changes.current(), version], async () => {
      const page = await listCustomers(services, filter, { size, position });
      const next = page.position === null ? null : services.pageTokens.seal(scope, page.position);
      const presenter = { ...services, caller };
      const items = page.customers.map(({ record, times }) => presentCustomer(record, presenter, times));
      return { body: { items, continuationToken: next } };
    });
  }),
);
