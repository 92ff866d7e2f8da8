import * as z from 'zod';
import type { Caller } from '../domain/caller.ts';
import { canonicalJson } from '../domain/history.ts';
import { statuses, type Status } from '../domain/record.ts';
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

/** The filter for the index, and the scope that a continuation token of this list is good for. */
export function readCustomerQuery(
  { status, country: inCountry, resellerTenantId, q }: CustomerQuery,
  caller: Pick<Caller, 'resellerTenantId'>,
): { filter: CustomerFilter; scope: string } {
  // A reseller's own customers, whatever else was asked for.
  const reseller = caller.resellerTenantId ?? resellerTenantId;
  const filter = { status, country: inCountry, resellerTenantId: reseller, text: q };
  return { filter, scope: `customers ${canonicalJson(filter)}` };
}

type CustomerFilter = {
  readonly status: Status | undefined;
  readonly country: string | undefined;
  readonly resellerTenantId: string | undefined;
  readonly text: string | undefined;
};
