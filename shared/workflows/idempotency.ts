import { AgreementError } from '../domain/errors.ts';
import type { Once, Replayed } from '../domain/caller.ts';
import type { IdempotencyRecord } from './ports/recordPorts.ts';

/** What is stored with a command, so that a repeat of its key gets the same answer. */
export function receiptOf<Subject>(
  once: Once<Subject> | undefined,
  subject: Subject,
): IdempotencyRecord | null {
  return once ? { id: once.id, fingerprint: once.fingerprint, answer: once.answer(subject) } : null;
}

/** The first answer to an Idempotency-Key, if there was one. @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED` */
export async function replay(
  once: Once<never> | undefined,
  read: (id: string) => Promise<IdempotencyRecord | undefined>,
): Promise<Replayed | undefined> {
  const known = once && (await read(once.id));
  if (!known) return undefined;
  if (known.fingerprint === once.fingerprint) return { kind: 'replayed', answer: known.answer };
  throw keyReused();
}

export function keyReused(): AgreementError {
  return new AgreementError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request. Take a new key.',
  );
}
