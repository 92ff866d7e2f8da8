import type { Caller } from '../../domain/caller.ts';
import { canonicalJson } from '../../domain/chain.ts';
import type { CustomerOrder } from '../../domain/customerOrder.ts';
import { readiness } from '../../domain/customers/readiness.ts';
import { statuses, type Status } from '../../domain/customers/record.ts';
import type { CustomerQuery } from './customerList.ts';

/** The filter for the index, and the scope that a continuation token of this list is good for. */
export function readCustomerQuery(
  { status, canOrder, country: inCountry, reason, resellerTenantId, q, updatedSince, sort }: Filters,
  caller: Pick<Caller, 'resellerTenantId'>,
): { filter: CustomerFilter; scope: string } {
  const wanted = statusesOf(status, canOrder, reason);
  const [only, ...others] = wanted ?? [];
  const filter = {
    ...(only && others.length === 0
      ? { status: only, statuses: undefined }
      : { status: undefined, statuses: wanted }),
    country: inCountry,
    // A reseller's own customers, whatever else was asked for.
    resellerTenantId: caller.resellerTenantId ?? resellerTenantId,
    ...{ canOrder, reason, text: q, updatedSince, order: sort },
  };
  return { filter, scope: `customers ${canonicalJson(filter)}` };
}

/** Undefined for any. Mostly readiness follows from the status; the index looks at each record once more. */
function statusesOf(
  asked: readonly Status[] | undefined,
  canOrder: boolean | undefined,
  reason: string | undefined,
): readonly Status[] | undefined {
  if (asked === undefined && canOrder === undefined && reason !== 'declined') return undefined;
  return statuses
    .filter((one) => asked?.includes(one) ?? true)
    .filter((one) => canOrder === undefined || readiness({ status: one }).canOrder === canOrder)
    .filter((one) => reason !== 'declined' || one === 'required' || one === 'reacceptanceRequired');
}

type Filters = Omit<CustomerQuery, 'pageSize' | 'continuationToken'>;

type CustomerFilter = {
  readonly status: Status | undefined;
  readonly statuses: readonly Status[] | undefined;
  readonly canOrder: boolean | undefined;
  readonly reason: string | undefined;
  readonly country: string | undefined;
  readonly resellerTenantId: string | undefined;
  readonly text: string | undefined;
  readonly updatedSince: Date | undefined;
  readonly order: CustomerOrder | undefined;
};
