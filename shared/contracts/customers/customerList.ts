import * as z from 'zod';
import { statuses } from '../../domain/customers/record.ts';
import { limits } from '../../domain/limits.ts';
import { customerView } from './customer.ts';
import { country, oneLine, pageSize, tenantId } from '../fields.ts';

/** Filters and paging of `GET /customers`: by name, or of one status in no order. */
export const customerQuery = z.strictObject({
  status: z.enum(statuses).optional(),
  country: country.optional(),
  resellerTenantId: tenantId.optional(),
  q: oneLine(limits.searchLength).optional().meta({
    description:
      'Beginning of the company name, of any word in it, or of the domain. Case, accents and punctuation do not matter (compared as NFKD); a text without letter or digit finds nobody.',
  }),
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

export type CustomerQuery = z.output<typeof customerQuery>;

export const customerListView = z
  .object({
    items: z.array(customerView),
    continuationToken: z.string().nullable().meta({
      description:
        'Null on the last page. After some seconds of looking a page may have fewer items than asked for, even none, and yet a token.',
    }),
  })
  .meta({ id: 'CustomerList' });
