import type { Meaning } from './failure.ts';

/**
 * Whether a failed attempt is made again at once. Only a refused token is worth that, once, since the next
 * attempt has a fresh one. All else waits for whoever asked: refused calls count against the quota
 * (documented), and a service that fails is not helped by impatience. A write is made again with the same
 * MS-RequestId, now as later, so that Partner Center knows it for the same.
 */
export function decideRetry(meaning: Meaning, attempt: number): 'again' | 'giveUp' {
  return meaning.kind === 'tokenRejected' && attempt === 1 ? 'again' : 'giveUp';
}
