import type { Meaning } from './failure.ts';

/**
 * Whether a failed attempt is retried at once. Only a refused token is worth that, once, since the next
 * attempt has a fresh one. All other retries are the caller's: refused calls count against the quota
 * (documented), and an early retry does not help a failing service. Every retry of a write, now or later,
 * has the same MS-RequestId, so that Partner Center recognises it.
 */
export function decideRetry(meaning: Meaning, attempt: number): 'again' | 'giveUp' {
  return meaning.kind === 'tokenRejected' && attempt === 1 ? 'again' : 'giveUp';
}
