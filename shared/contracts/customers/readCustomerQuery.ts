import type { Caller } from '../../domain/caller.ts';
import { canonicalJson } from '../../domain/chain.ts';
import type { Status } from '../../domain/customers/record.ts';
import type { CustomerQuery } from './customerList.ts';

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
