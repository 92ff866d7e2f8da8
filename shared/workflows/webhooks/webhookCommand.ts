import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import type { IdempotencyRecord } from '../ports/recordPorts.ts';
import { replayOf } from '../replayOf.ts';
import type { StoredEndpoint, WebhookOnce, WebhookOutcome } from '../ports/webhookPorts.ts';

/**
 * What a caller's Idempotency-Key was answered before, if it was.
 * @throws {AgreementError} `IDEMPOTENCY_KEY_REUSED`
 */
export async function replayed(
  { secretBox }: Pick<Needs, 'secretBox'>,
  once: WebhookOnce<never> | undefined,
  read: (id: string) => Promise<IdempotencyRecord | undefined>,
): Promise<Extract<WebhookOutcome<never>, { kind: 'replayed' }> | undefined> {
  const first = once && replayOf(await read(once.id), once);
  return first && { ...first, answer: secretBox.open(first.answer, `receipt ${once.id}`) };
}

/** The answer for a repeat, encrypted: it may hold a secret that is shown once. */
export function receiptOf<Subject>(
  { secretBox }: Pick<Needs, 'secretBox'>,
  once: WebhookOnce<Subject> | undefined,
  subject: Subject,
): IdempotencyRecord | null {
  if (!once) return null;
  const { id, fingerprint } = once;
  return { id, fingerprint, answer: secretBox.seal(once.answer(subject), `receipt ${id}`) };
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

const attempts = 5;

/** Retries until the change no longer conflicts with another one. @throws {AgreementError} `RECORD_BUSY` */
export async function untilStored<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < attempts; count += 1) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw new AgreementError('RECORD_BUSY', 'This webhook endpoint is being changed by others. Try again.', {
    retryAfterMs: 1000,
  });
}
