import { AgreementError } from '../domain/errors.ts';
import type { IdempotencyRecord } from './ports/recordPorts.ts';

export type Replayed = { readonly kind: 'replayed'; readonly answer: string };

/** The first answer to an Idempotency-Key, if there was one. @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED` */
export function replayOf(
  known: IdempotencyRecord | undefined,
  { fingerprint }: Pick<IdempotencyRecord, 'fingerprint'>,
): Replayed | undefined {
  if (!known) return undefined;
  if (known.fingerprint === fingerprint) return { kind: 'replayed', answer: known.answer };
  throw keyReused();
}

export function keyReused(): AgreementError {
  return new AgreementError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request. Take a new key.',
  );
}
