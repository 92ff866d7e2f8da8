import { RestError } from '@azure/data-tables';
import { AgreementError } from '../../../domain/errors.ts';

/** The entity is not there. A missing table is not this: it is a fault. */
export function isMissing(failure: unknown): boolean {
  return statusOf(failure) === 404 && codeOf(failure) !== 'TableNotFound';
}

/** The storage is not as the request supposed: the entity is missing (404), exists (409) or has changed (412). */
export function isConflict(failure: unknown): boolean {
  const status = statusOf(failure);
  return status === 409 || status === 412 || isMissing(failure);
}

export function isChanged(failure: unknown): boolean {
  return statusOf(failure) === 412;
}

/** Passes `undefined` for an entity that is not there. */
export async function undefinedIfMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (failure) {
    if (isMissing(failure)) return undefined;
    throw failure;
  }
}

/** Takes a conflict for success: what should be there is there, or what should go has gone. */
export async function ignoreConflict(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
  }
}

/**
 * Runs a storage call and gives its failures our name. The SDK's error holds the request with names and
 * addresses in it, so only its code goes on.
 * @throws {AgreementError} `STORAGE_UNAVAILABLE`
 */
export async function storageCall<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (!isStorageFailure(failure)) throw failure;
    const status = statusOf(failure);
    const facts = [failure.name, status && String(status), codeOf(failure)].filter(Boolean).join(' ');
    throw new AgreementError('STORAGE_UNAVAILABLE', 'Storage did not answer. Try again.', {
      cause: new Error(facts),
    });
  }
}

/** An abort is our own time limit; the rest comes from the identity that signs the calls. */
function isStorageFailure(failure: unknown): failure is Error {
  if (failure instanceof RestError) return true;
  return (
    failure instanceof Error &&
    /^(AbortError|TimeoutError|RestError|.*(Credential|Authentication).*)$/.test(failure.name)
  );
}

function statusOf(failure: unknown): number | undefined {
  return failure instanceof RestError ? failure.statusCode : undefined;
}

/** A transaction names its code on the error itself, a single call in the response header (tried). */
function codeOf(failure: unknown): string | undefined {
  if (!(failure instanceof RestError)) return undefined;
  const details: unknown = failure.details;
  if (details && typeof details === 'object' && 'errorCode' in details) return String(details.errorCode);
  return failure.code;
}
