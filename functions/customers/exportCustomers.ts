import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { customerLines } from '../../shared/contracts/customers/customerExport.ts';
import { readCustomerQuery } from '../../shared/contracts/customers/readCustomerQuery.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { exportCustomers } from '../../shared/workflows/customers/exportCustomers.ts';

/** Writes the customers that fit into a CSV file. */
app.http(
  'exportCustomers',
  httpOperation(operations.exportCustomers, async ({ query: { columns, ...query }, caller }) => {
    const services = await getServices();
    const { filter } = readCustomerQuery(query, caller);
    const customers = exportCustomers(services, filter);
    return { fileName: 'customers.csv', lines: customerLines(customers, columns) };
  }),
);
