import * as z from 'zod';
import { customerOrders } from '../../domain/customerOrder.ts';
import { statuses } from '../../domain/customers/record.ts';
import { limits } from '../../domain/limits.ts';
import { customerView } from './customer.ts';
import { country, flag, instantInput, oneLine, pageSize, repeatable, tenantId } from '../fields.ts';

/** What picks customers, in lists and in exports. */
export const customerFilters = {
  status: repeatable(z.enum(statuses))
    .optional()
    .meta({ description: 'One or several: `status=invited&status=expired`' }),
  canOrder: flag.optional().meta({
    description:
      'true: may order now; false: may not. In neither is a customer of whom that is unknown, or whose order was refused although Microsoft shows an acceptance.',
  }),
  reason: z
    .string()
    .regex(/^[A-Za-z]{1,50}$/, 'is not a code of a status reason')
    .optional()
    .meta({ description: 'Code of `statusReason`, like `declined`' }),
  country: country.optional(),
  resellerTenantId: tenantId.optional(),
  q: oneLine(limits.searchLength).optional().meta({
    description:
      'Beginning of the company name, of any word in it, or of the domain. Case, accents and punctuation do not matter (compared as NFKD); a text without letter or digit finds nobody.',
  }),
  updatedSince: instantInput.optional().meta({ description: 'Changed at this instant or later' }),
  sort: z.enum(customerOrders).optional().meta({
    description:
      '`name`, with `q` by the word that was found; `updatedAt`: newest first; `lastCheckedAt`: longest ago first, for at most 1,000 customers; `waitingSince`: longest first, then those who wait for nothing. Absent: in whatever order is fastest.',
  }),
};

/** Filters and paging of `GET /customers`. */
export const customerQuery = z.strictObject({
  ...customerFilters,
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
