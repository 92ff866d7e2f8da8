import { AgreementError } from '../domain/errors.ts';

/** Of many writers at once one wins in each round, so this many rounds are enough for as many writers. */
const maxAttempts = 8;

/**
 * Reads, decides and stores anew until no other change comes between: `attempt` gives undefined on a conflict.
 * @throws {AgreementError} `RECORD_BUSY`, saying that `what` is being changed by others
 */
export async function retryOnConflict<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < maxAttempts; count += 1) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw busy(`${what} is being changed by others. Try again.`);
}

/** The caller may ask again in a second. */
export function busy(text: string): AgreementError {
  return new AgreementError('RECORD_BUSY', text, { retryAfterMs: 1000 });
}
