import { useEffect, useState } from 'preact/hooks';
import type { Customer, Operations } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useRead } from '../../api/reads.ts';

const pageSize = 50;
const everyMs = 30_000;

/** A list of customers that grows page by page; the first page stays up to date. */
export function usePages(filter: Operations['listCustomers']['query']) {
  const first = useRead('listCustomers', { query: { ...filter, pageSize: pageSize } }, { every: everyMs });
  const [more, setMore] = useState<{ items: readonly Customer[]; token: string | null } | undefined>();
  const [state, setState] = useState<{ isReading: boolean; problem?: Problem }>({ isReading: false });
  const key = JSON.stringify(filter);
  useEffect(() => {
    setMore(undefined);
    setState({ isReading: false });
  }, [key]);
  const token = more ? more.token : (first.data?.continuationToken ?? null);
  const seen = new Set(first.data?.items.map(({ customerTenantId }) => customerTenantId));
  const later = more?.items.filter(({ customerTenantId }) => !seen.has(customerTenantId)) ?? [];
  const read = async (continuationToken: string): Promise<void> => {
    setState({ isReading: true });
    try {
      const query = { ...filter, pageSize: pageSize, continuationToken };
      const page = await call('listCustomers', { query });
      setMore((before) => ({
        items: [...(before?.items ?? []), ...page.items],
        token: page.continuationToken,
      }));
      setState({ isReading: false });
    } catch (failure) {
      setState({ isReading: false, problem: asProblem(failure) });
    }
  };
  return {
    items: first.data && [...first.data.items, ...later],
    at: first.at,
    problem: first.problem ?? state.problem,
    isReading: state.isReading,
    hasMore: token !== null,
    again: () => {
      if (state.problem && token) void read(token);
      else first.again();
    },
    more: () => token !== null && void read(token),
  };
}
