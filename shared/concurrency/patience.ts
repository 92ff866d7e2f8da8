/** Waits for work so long and no longer. What comes too late goes on by itself, and its failure is nobody's. */
export type Patience = {
  wait<T>(
    work: Promise<T>,
    limitMs: number,
  ): Promise<{ readonly kind: 'done'; readonly value: T } | { readonly kind: 'tooLate' }>;
};

/** Patience by the real clock. */
export const patience: Patience = {
  async wait(work, limitMs) {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<{ kind: 'tooLate' }>((resolve) => {
      timer = setTimeout(() => {
        resolve({ kind: 'tooLate' });
      }, limitMs);
    });
    // Whoever stopped waiting does not hear of a failure any more, and nobody else may miss it.
    work.catch(() => undefined);
    try {
      return await Promise.race([work.then((value) => ({ kind: 'done' as const, value })), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  },
};
