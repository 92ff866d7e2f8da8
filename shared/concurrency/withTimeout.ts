export type Timed<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'timedOut' };

/** Waits at most `ms`. Work that takes longer keeps running; its failure is ignored. */
export async function withTimeout<T>(work: Promise<T>, ms: number): Promise<Timed<T>> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<Timed<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'timedOut' });
    }, ms);
  });
  // A failure that comes after the timeout must not count as unhandled.
  work.catch(() => undefined);
  try {
    return await Promise.race([work.then((value) => ({ kind: 'done' as const, value })), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

/** The result of the work, or a failure after `ms`. @throws {Error} named `TimeoutError` */
export async function failAfter<T>(work: Promise<T>, ms: number): Promise<T> {
  const timed = await withTimeout(work, ms);
  if (timed.kind === 'done') return timed.value;
  throw Object.assign(new Error(`took longer than ${String(ms)} ms`), { name: 'TimeoutError' });
}
