import { AgreementError } from '../../../domain/errors.ts';
import { fetchWithin, TooLarge, type FetchLimits } from '../../fetchWithin.ts';

const defaultLimits: FetchLimits = { timeoutMs: 5000, maxBytes: 64 * 1024 };

/**
 * Downloads a certificate: no redirects, no credentials, and neither more bytes nor more time than one needs.
 * @throws {AgreementError} `CERTIFICATE_UNAVAILABLE` · `CERTIFICATE_REFUSED` for what is no certificate's size
 */
export async function fetchCertificate(url: URL, limits: FetchLimits = defaultLimits): Promise<Buffer> {
  let status: number;
  try {
    const fetched = await fetchWithin(url, { credentials: 'omit' }, limits);
    if (fetched.status === 200) return Buffer.from(fetched.bytes);
    status = fetched.status;
  } catch (failure) {
    if (!(failure instanceof TooLarge)) throw unavailable('could not be fetched');
    throw new AgreementError('CERTIFICATE_REFUSED', 'The certificate is too large to be one.');
  }
  throw unavailable(`was answered with status ${String(status)}`);
}

function unavailable(what: string): AgreementError {
  return new AgreementError('CERTIFICATE_UNAVAILABLE', `The certificate of the signature ${what}.`, {
    retryAfterMs: 30_000,
  });
}
