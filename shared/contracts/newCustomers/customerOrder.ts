import * as z from 'zod';
import { instant } from '../fields.ts';

export const customerOrderPath = z.strictObject({ orderId: z.string().max(100) });

export const customerOrderView = z
  .object({
    id: z.string(),
    companyName: z.string(),
    domain: z.string(),
    country: z.string(),
    acceptance: z.enum(['invite', 'attest']),
    startedAt: instant,
    endsAt: instant.meta({ description: 'After this the order is not tried again' }),
  })
  .meta({ id: 'CustomerOrder' });

export const customerOrderListView = z
  .object({ items: z.array(customerOrderView), continuationToken: z.null() })
  .meta({ id: 'CustomerOrderList' });

export const cancelledOrderView = customerOrderView
  .extend({
    customerTenantId: z
      .string()
      .nullable()
      .meta({ description: 'Of the customer that Partner Center made all the same; else null' }),
  })
  .meta({ id: 'CancelledCustomerOrder' });
