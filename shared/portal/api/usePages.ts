import { useEffect, useState } from 'preact/hooks';
import type { Operations } from '../../client/operations.ts';
import { call, type Input } from './call.ts';
import { asProblem, type Problem } from './problem.ts';
import { useRead } from './reads.ts';

type Page<Item> = { readonly items: readonly Item[]; readonly continuationToken: string | null };

/** The calls that answer a page of a list. */
export type ListName = {
  [Name in keyof Operations]: Operations[Name]['answer'] extends Page<unknown>
    ? Operations[Name]['query'] extends { continuationToken?: string | undefined }
      ? Name
      : never
    : never;
}[keyof Operations];

type ItemOf<Name extends ListName> = Operations[Name]['answer']['items'][number];

/** A list that grows page by page; the first page stays up to date. */
export function usePages<Name extends ListName>(
  name: Name,
  input: Input<Name>,
  { every, idOf }: { readonly every: number; readonly idOf: (item: ItemOf<Name>) => string },
) {
  const first = useRead(name, input, { every });
  const page = first.data as Page<ItemOf<Name>> | undefined;
  const [more, setMore] = useState<Page<ItemOf<Name>> | undefined>();
  const [state, setState] = useState<{ isReading: boolean; problem?: Problem }>({ isReading: false });
  useEffect(() => {
    setMore(undefined);
    setState({ isReading: false });
  }, [JSON.stringify(input)]);
  const token = more ? more.continuationToken : (page?.continuationToken ?? null);
  const seen = new Set(page?.items.map(idOf));
  const later = more?.items.filter((item) => !seen.has(idOf(item))) ?? [];
  const read = async (continuationToken: string): Promise<void> => {
    setState({ isReading: true });
    try {
      const query = { ...input.query, continuationToken };
      const next = (await call(name, { ...input, query })) as Page<ItemOf<Name>>;
      setMore((before) => ({ ...next, items: [...(before?.items ?? []), ...next.items] }));
      setState({ isReading: false });
    } catch (failure) {
      setState({ isReading: false, problem: asProblem(failure) });
    }
  };
  return {
    items: page && [...page.items, ...later],
    at: first.at,
    problem: first.problem ?? state.problem,
    isReading: state.isReading,
    hasMore: token !== null,
    again: () => {
      if (state.problem && token) void read(token);
      else first.again();
    },
    more: () => {
      if (token !== null) void read(token);
    },
  };
}
