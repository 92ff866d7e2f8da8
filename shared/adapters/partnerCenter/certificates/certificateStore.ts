import { X509Certificate } from 'node:crypto';
import { AgreementError } from '../../../domain/errors.ts';
import { withTimeout } from '../../../concurrency/withTimeout.ts';
import type { TrustedCertificates } from '../../../workflows/ports/notificationPorts.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import { fetchCertificate } from './fetchCertificate.ts';

export type CertificateList = readonly X509Certificate[];

/**
 * Certificates by their address, so that a notification normally costs no download. Those that verified a
 * signature are kept apart: addresses that any sender may name neither evict them nor use up their fetches.
 */
export type CertificateStore = {
  /** Learns what other instances have trusted, where the address is unknown here. Never fails. */
  recall(url: URL): Promise<void>;
  /** Those that last verified a signature; undefined where they did so more than a day ago, or never. */
  trusted(url: URL): CertificateList | undefined;
  /** The same whatever their age, for while the address cannot be reached. */
  trustedBefore(url: URL): CertificateList | undefined;
  /** As fetched lately or now. @throws {AgreementError} `CERTIFICATE_UNAVAILABLE` · `CERTIFICATE_REFUSED` */
  read(url: URL): Promise<CertificateList>;
  /** Fetched again; undefined where the last fetch was a moment ago, or this one fails. */
  readAnew(url: URL): Promise<CertificateList | undefined>;
  /** Says that a signature was verified with them, to other instances as well. Never fails. */
  trust(url: URL, certificates: CertificateList): Promise<void>;
};

const freshMs = 24 * 60 * 60_000;
/** A certificate that was replaced at its address is noticed by the first signature that does not fit. */
const anewAfterMs = 60_000;
const failureMs = 10_000;
/** A flood of unknown addresses costs one look into storage in this time, and each waits this long for it at most. */
const recallAfterMs = 10_000;
const recallTimeoutMs = 3000;
/** Of each kind, the last used ones. Microsoft needs three: its own and two issuers'. */
const maxKept = 32;
/** Any sender may name addresses, so fetches are limited. A trusted one is fetched once a minute at most. */
const maxUnknownFetchesPerMinute = 20;

type Fetch = {
  readonly readAt: number;
  readonly freshUntil: number;
  readonly result: Promise<CertificateList>;
};
type Trusted = { readonly trustedAt: number; readonly certificates: CertificateList };

type StoreNeeds = {
  /** What outlives this instance. */
  readonly kept: TrustedCertificates;
  readonly download?: (url: URL) => Promise<Buffer>;
};

export function createCertificateStore(
  clock: Clock,
  { kept, download = fetchCertificate }: StoreNeeds,
): CertificateStore {
  const trusted = new Map<string, Trusted>();
  /** Of trusted addresses and of others, so that these never push those out. */
  const fetched = { known: new Map<string, Fetch>(), unknown: new Map<string, Fetch>() };
  let unknownFetches: number[] = [];
  let recalled = { at: -Infinity, done: Promise.resolve() };

  const nowMs = () => clock.now().getTime();
  const fetchesOf = ({ href }: URL) => (trusted.has(href) ? fetched.known : fetched.unknown);

  const load = async (url: URL): Promise<CertificateList> => {
    const now = nowMs();
    if (!trusted.has(url.href)) {
      unknownFetches = unknownFetches.filter((at) => at > now - 60_000 && at <= now);
      if (unknownFetches.length >= maxUnknownFetchesPerMinute) throw tooMany();
      unknownFetches.push(now);
    }
    const fetches = fetchesOf(url);
    const fetch = { readAt: now, freshUntil: now + freshMs, result: download(url).then(readCertificates) };
    keep(fetches, url, fetch);
    return fetch.result.catch((failure: unknown) => {
      if (fetches.get(url.href) === fetch) keep(fetches, url, { ...fetch, freshUntil: now + failureMs });
      throw failure;
    });
  };
  const recallAll = async (): Promise<void> => {
    for (const { url, pem, trustedAt } of (await kept.all()).toReversed()) {
      const known = trusted.get(url);
      if (known && known.trustedAt >= trustedAt.getTime()) continue;
      keep(trusted, new URL(url), {
        trustedAt: trustedAt.getTime(),
        certificates: readCertificates(Buffer.from(pem)),
      });
    }
  };
  return {
    async recall(url) {
      if (trusted.has(url.href)) return;
      const now = nowMs();
      if (now >= recalled.at + recallAfterMs)
        recalled = { at: now, done: recallAll().catch(() => undefined) };
      await withTimeout(recalled.done, recallTimeoutMs);
    },
    trusted(url) {
      const found = trusted.get(url.href);
      return found && nowMs() < found.trustedAt + freshMs ? found.certificates : undefined;
    },
    trustedBefore: (url) => trusted.get(url.href)?.certificates,
    async read(url) {
      const known = fetchesOf(url).get(url.href);
      return known && nowMs() < known.freshUntil ? known.result : load(url);
    },
    async readAnew(url) {
      const known = fetchesOf(url).get(url.href);
      if (known && nowMs() < known.readAt + anewAfterMs) return undefined;
      return load(url).catch(() => undefined);
    },
    async trust(url, certificates) {
      const before = fetched.unknown.get(url.href);
      fetched.unknown.delete(url.href);
      if (before) keep(fetched.known, url, before);
      const known = trusted.get(url.href);
      if (known?.certificates === certificates) return keep(trusted, url, known);
      const trustedAt = clock.now();
      keep(trusted, url, { trustedAt: trustedAt.getTime(), certificates });
      const pem = certificates.map(String).join('\n');
      await withTimeout(kept.keep({ url: url.href, pem, trustedAt }), recallTimeoutMs).catch(() => undefined);
    },
  };
}

function keep<T>(entries: Map<string, T>, { href }: URL, entry: T): void {
  entries.delete(href);
  entries.set(href, entry);
  const [oldest] = entries.keys();
  if (entries.size > maxKept && oldest !== undefined) entries.delete(oldest);
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
