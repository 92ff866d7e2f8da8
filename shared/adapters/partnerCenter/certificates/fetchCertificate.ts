import { AgreementError } from '../../../domain/errors.ts';

export type FetchLimits = { readonly timeoutMs: number; readonly maxBytes: number };

const defaultLimits: FetchLimits = { timeoutMs: 5000, maxBytes: 64 * 1024 };

/**
 * Downloads a certificate: no redirects, no credentials, and neither more bytes nor more time than one needs.
 * @throws {AgreementError} `CERTIFICATE_UNAVAILABLE` · `CERTIFICATE_REFUSED` for what is no certificate's size
 */
export async function fetchCertificate(
  url: URL,
  { timeoutMs, maxBytes }: FetchLimits = defaultLimits,
): Promise<Buffer> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 200) return await readAtMost(response, maxBytes);
    await response.body?.cancel();
    throw unavailable(`was answered with status ${String(response.status)}`);
  } catch (failure) {
    throw failure instanceof AgreementError ? failure : unavailable('could not be fetched');
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Counted as it comes: a length that is announced need not be true.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new AgreementError('CERTIFICATE_REFUSED', 'The certificate is too large to be one.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unavailable(what: string): AgreementError {
  return new AgreementError('CERTIFICATE_UNAVAILABLE', `The certificate of the signature ${what}.`, {
    retryAfterMs: 30_000,
  });
}
