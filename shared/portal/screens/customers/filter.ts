import type { Operations } from '../../../client/operations.ts';
import { statuses, type Status } from '../../ui/status.tsx';

type Query = Operations['listCustomers']['query'];

export const orders = ['name', 'updatedAt', 'lastCheckedAt', 'waitingSince'] as const;
export type Order = (typeof orders)[number];

/** What picks and orders the customers that are shown; all of it is in the address. */
export type Filter = {
  readonly status: readonly Status[];
  readonly q: string;
  /** Only those who may not order. */
  readonly isBlocked: boolean;
  readonly hidesAccepted: boolean;
  readonly sort: Order | undefined;
};

export function readFilter(query: URLSearchParams): Filter {
  const chosen = query.getAll('status');
  return {
    status: statuses.filter((one) => chosen.includes(one)),
    q: query.get('q')?.trim() ?? '',
    isBlocked: query.get('canOrder') === 'false',
    hidesAccepted: query.get('hide') === 'accepted',
    sort: orders.find((one) => one === query.get('sort')),
  };
}

/** Removes every filter from the address; the order stays. */
export const noFilter = { status: undefined, q: undefined, canOrder: undefined, hide: undefined };

export const isFiltered = ({ status, q, isBlocked, hidesAccepted }: Filter): boolean =>
  status.length > 0 || q !== '' || isBlocked || hidesAccepted;

/** The statuses that are shown; none named means all of them. */
function shownStatuses({ status, hidesAccepted }: Filter): readonly Status[] {
  if (!hidesAccepted) return status;
  return (status.length > 0 ? status : statuses).filter((one) => one !== 'accepted');
}

/** The filter as the API takes it. */
export function queryOf(filter: Filter): Query {
  const status = shownStatuses(filter);
  return {
    ...(status.length > 0 ? { status: [...status] } : {}),
    ...(filter.q ? { q: filter.q } : {}),
    ...(filter.isBlocked ? { canOrder: false } : {}),
    ...(filter.sort ? { sort: filter.sort } : {}),
  };
}

/** How many customers fit, where the counts by status tell it. */
export function countOf(filter: Filter, byStatus: Readonly<Record<Status, number>> | undefined) {
  if (!byStatus || filter.q || filter.isBlocked) return undefined;
  const shown = shownStatuses(filter);
  return (shown.length > 0 ? shown : statuses).reduce((sum, status) => sum + byStatus[status], 0);
}
