/** What one round of one side took. */
export type Round = { readonly elapsedMs: number; readonly latenciesMs: readonly number[] };

/** Works through the items, so many at a time, and takes the time of each and of all. */
export async function timedPool<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<Round> {
  const latenciesMs: number[] = [];
  const queue = items.values();
  const startedAt = performance.now();
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      const itemAt = performance.now();
      await work(item);
      latenciesMs.push(performance.now() - itemAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { elapsedMs: performance.now() - startedAt, latenciesMs };
}

/** Items per second. */
export function rateOf({ elapsedMs, latenciesMs }: Round): number {
  return latenciesMs.length / (elapsedMs / 1000);
}
