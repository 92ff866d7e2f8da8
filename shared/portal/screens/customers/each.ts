const atOnce = 3;

/** Does the same for each, a few at once, until all are done or the reader stops it. `act` must not throw. */
export async function each<T>(
  all: readonly T[],
  options: { readonly signal: AbortSignal; readonly onDone: (count: number) => void },
  act: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && !options.signal.aborted; one = waiting.shift()) {
      await act(one);
      options.onDone((done += 1));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
