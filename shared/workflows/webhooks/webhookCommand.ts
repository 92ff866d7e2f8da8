import { AgreementError } from '../../domain/errors.ts';
import { receiptOf, replay } from '../idempotency.ts';
import type { Once, Replayed } from '../../domain/caller.ts';
import type { Needs } from '../ports/ports.ts';
import type { IdempotencyRecord } from '../ports/recordPorts.ts';
import type { StoredEndpoint } from '../ports/webhookPorts.ts';
import { retryOnConflict } from '../retryOnConflict.ts';

/**
 * What a caller's Idempotency-Key was answered before, if it was.
 * @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED`
 */
export async function openReplay(
  { secretBox }: Pick<Needs, 'secretBox'>,
  once: Once<never> | undefined,
  read: (id: string) => Promise<IdempotencyRecord | undefined>,
): Promise<Replayed | undefined> {
  const first = once && (await replay(once, read));
  return first && { ...first, answer: secretBox.open(first.answer, `receipt ${once.id}`) };
}

/** The answer for a repeat, encrypted: it may hold a secret that is shown once. */
export function sealedReceipt<Subject>(
  { secretBox }: Pick<Needs, 'secretBox'>,
  once: Once<Subject> | undefined,
  subject: Subject,
): IdempotencyRecord | null {
  const receipt = receiptOf(once, subject);
  return receipt && { ...receipt, answer: secretBox.seal(receipt.answer, `receipt ${receipt.id}`) };
}

/** @throws {AgreementError} `WEBHOOK_ENDPOINT_NOT_FOUND` */
export async function requireEndpoint(
  { webhookEndpoints }: Pick<Needs, 'webhookEndpoints'>,
  id: string,
): Promise<StoredEndpoint> {
  const stored = await webhookEndpoints.find(id);
  if (stored) return stored;
  throw endpointNotFound();
}

export function endpointNotFound(): AgreementError {
  return new AgreementError('WEBHOOK_ENDPOINT_NOT_FOUND', 'There is no webhook endpoint with this id.');
}

/** Changes an endpoint or a delivery however many do so at once. @throws {AgreementError} `RECORD_BUSY` */
export const untilStored = <T>(attempt: () => Promise<T | undefined>): Promise<T> =>
  retryOnConflict('This webhook endpoint', attempt);
