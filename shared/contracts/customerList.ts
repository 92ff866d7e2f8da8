import * as z from 'zod';
import { statuses } from '../domain/record.ts';
import { customerView } from './customer.ts';
import { country, oneLine, pageSize, tenantId } from './fields.ts';

/** Filters and paging of `GET /customers`. */
export const customerQuery = z.strictObject({
  status: z.enum(statuses).optional(),
  country: country.optional(),
  resellerTenantId: tenantId.optional(),
  q: oneLine(100).optional().meta({ description: 'Beginning of the company name or the domain' }),
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

export type CustomerQuery = z.output<typeof customerQuery>;

export const customerListView = z
  .object({ items: z.array(customerView), continuationToken: z.string().nullable() })
  .meta({ id: 'CustomerList' });
