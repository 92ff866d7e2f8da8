import { X509Certificate } from 'node:crypto';
import { AgreementError } from '../../../domain/errors.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import { fetchCertificate } from './fetchCertificate.ts';

/** Certificates by their address, kept so that a notification normally costs no download. */
export type CertificateStore = {
  /** @throws {AgreementError} `CERTIFICATE_UNAVAILABLE` · `CERTIFICATE_REFUSED` */
  read(url: URL): Promise<readonly X509Certificate[]>;
  /** Fetched anew; undefined where the last time was a moment ago, or it fails. */
  readAnew(url: URL): Promise<readonly X509Certificate[] | undefined>;
};

const freshMs = 24 * 60 * 60_000;
/** A certificate that was replaced at its address is noticed by the first signature that does not fit. */
const anewAfterMs = 60_000;
const failureMs = 10_000;
const kept = 32;
/** Anybody may name addresses; nobody makes us fetch more than this. */
const fetchesPerMinute = 20;

type Entry = {
  readonly readAt: number;
  readonly freshUntil: number;
  readonly result: Promise<readonly X509Certificate[]>;
};

export function createCertificateStore(
  clock: Clock,
  download: (url: URL) => Promise<Buffer> = fetchCertificate,
): CertificateStore {
  const entries = new Map<string, Entry>();
  let fetches: number[] = [];

  const load = (url: URL): Promise<readonly X509Certificate[]> => {
    const now = clock.now().getTime();
    fetches = fetches.filter((at) => at > now - 60_000 && at <= now);
    if (fetches.length >= fetchesPerMinute) throw tooMany();
    fetches.push(now);
    const before = entries.get(url.href);
    const entry = { readAt: now, freshUntil: now + freshMs, result: download(url).then(readCertificates) };
    keep(url, entry);
    entry.result.catch(() => {
      // What could be read before is still better than nothing.
      const left = before && now < before.freshUntil ? { ...before, readAt: now } : undefined;
      if (entries.get(url.href) === entry) keep(url, left ?? { ...entry, freshUntil: now + failureMs });
    });
    return entry.result;
  };
  const keep = (url: URL, entry: Entry): void => {
    entries.delete(url.href);
    entries.set(url.href, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= kept) break;
      entries.delete(oldest);
    }
  };
  return {
    async read(url) {
      const known = entries.get(url.href);
      return known && clock.now().getTime() < known.freshUntil ? known.result : load(url);
    },
    async readAnew(url) {
      const known = entries.get(url.href);
      if (known && clock.now().getTime() < known.readAt + anewAfterMs) return undefined;
      try {
        return await load(url);
      } catch {
        return undefined;
      }
    },
  };
}

/** DER, or PEM with its issuers behind it. @throws {AgreementError} `CERTIFICATE_REFUSED` */
export function readCertificates(bytes: Buffer): X509Certificate[] {
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return (blocks ?? [bytes]).map((one) => new X509Certificate(one));
  } catch {
    throw new AgreementError('CERTIFICATE_REFUSED', 'What was fetched as a certificate is none.');
  }
}

function tooMany(): AgreementError {
  return new AgreementError('CERTIFICATE_UNAVAILABLE', 'Too many certificates were asked for. Try again.', {
    retryAfterMs: 60_000,
  });
}
