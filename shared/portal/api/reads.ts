import { QueryClient, QueryObserver, type QueryObserverResult } from '@tanstack/query-core';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Operations } from '../../client/operations.ts';
import { call, command, type CallName, type Input } from './call.ts';
import { complainOf } from '../ui/problem.tsx';
import { asProblem, mayPass, Problem } from './problem.ts';

/** What was read is shown at once when it is asked for again, and read anew behind it. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      gcTime: 10 * 60_000,
      // Where the API asks for patience, the page says so and counts down.
      retry: (failures, failure) => mayPass(failure) && waitOf(failure) === 0 && failures < 3,
      retryDelay: (failures) => 1000 * 2 ** failures,
      networkMode: 'always',
    },
  },
});
// What is on the page is read anew when its tab is looked at again, and when the network is back.
cache.mount();

/** How long the API asked to be left alone, in milliseconds. */
const waitOf = (failure: unknown): number =>
  failure instanceof Problem ? (failure.retryAfterSeconds ?? 0) * 1000 : 0;

type ReadOptions<Answer> = {
  /** Read again so often, in milliseconds; false for never. */
  readonly every?: number | false | ((answer: Answer | undefined) => number | false);
  readonly isOn?: boolean;
  /** Whether the answer of the last question is shown until the next one comes. */
  readonly keepLast?: boolean;
};

export type Read<Answer> = {
  readonly data: Answer | undefined;
  readonly problem: Problem | undefined;
  /** When the data was read, in milliseconds since 1970. */
  readonly at: number;
  readonly isReading: boolean;
  readonly again: () => void;
};

/** A read of the API, kept up to date while it is on the page. */
export function useRead<Name extends CallName>(
  name: Name,
  input: Input<Name> = {},
  options: ReadOptions<Operations[Name]['answer']> = {},
): Read<Operations[Name]['answer']> {
  type Answer = Operations[Name]['answer'];
  const { every = false, isOn = true, keepLast = false } = options;
  const key = JSON.stringify([name, input]);
  const settings = {
    queryKey: [name, input],
    queryFn: ({ signal }: { signal: AbortSignal }) => call(name, input, { signal }),
    enabled: isOn,
    refetchInterval: ({ state }: { state: { data?: Answer | undefined; error: unknown } }) => {
      return waitOf(state.error) || (typeof every === 'function' ? every(state.data) : every);
    },
    ...(keepLast ? { placeholderData: (last: Answer | undefined) => last } : {}),
  };
  const observer = useMemo(() => new QueryObserver<Answer, Error>(cache, settings as never), []);
  const [result, setResult] = useState<QueryObserverResult<Answer>>(() => observer.getCurrentResult());
  useEffect(() => observer.subscribe(setResult), [observer]);
  useEffect(() => {
    observer.setOptions(settings as never);
    setResult(observer.getCurrentResult());
  }, [key, isOn, keepLast]);
  // A page that is still empty says at the second failure why, while it tries on.
  const failure =
    result.error ?? (result.data === undefined && result.failureCount > 1 ? result.failureReason : null);
  return {
    data: result.data,
    problem: failure ? asProblem(failure) : undefined,
    at: result.dataUpdatedAt,
    isReading: result.isFetching,
    again: () => void observer.refetch(),
  };
}

export type Command<Name extends CallName> = {
  /** Answers the body, or undefined when it was refused; the problem is then in `problem`. */
  readonly run: (input: Input<Name>) => Promise<Operations[Name]['answer'] | undefined>;
  readonly isRunning: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
};

/**
 * A command of the API. A second click does nothing while the first runs; afterwards what is shown is read anew.
 * `isQuiet` for commands without room for a notice: their problem is told in a corner, as that of a screen that was left.
 */
export function useCommand<Name extends CallName>(
  name: Name,
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): Command<Name> {
  const isShown = useRef(true);
  useEffect(() => () => void (isShown.current = false), []);
  const [state, setState] = useState<{ isRunning: boolean; problem?: Problem }>({ isRunning: false });
  const running = useRef(false);
  // A repeat of the same wish has the same key, even by a person who clicks again.
  const lastWish = useRef({ text: '', key: '' });
  return {
    isRunning: state.isRunning,
    problem: state.problem,
    forget: () => setState({ isRunning: false }),
    async run(input) {
      if (running.current) return undefined;
      running.current = true;
      setState({ isRunning: true });
      const text = JSON.stringify(input);
      if (lastWish.current.text !== text) lastWish.current = { text, key: crypto.randomUUID() };
      try {
        const answer = await command(name, input, lastWish.current.key);
        lastWish.current = { text: '', key: '' };
        setState({ isRunning: false });
        void cache.invalidateQueries();
        return answer;
      } catch (failure) {
        const problem = asProblem(failure);
        // What was refused for good was not carried out: a later try is a wish of its own.
        if (!mayPass(problem)) lastWish.current = { text: '', key: '' };
        setState({ isRunning: false, problem });
        if (isQuiet || !isShown.current) complainOf(problem);
        // Somebody else was quicker: the page shows what there is now.
        if (problem.status === 409 || problem.status === 404) void cache.invalidateQueries();
        return undefined;
      } finally {
        running.current = false;
      }
    },
  };
}
