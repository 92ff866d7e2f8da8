import type { Patience } from '../workflows/ports.ts';

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
