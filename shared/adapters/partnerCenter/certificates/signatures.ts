import { verify, X509Certificate } from 'node:crypto';
import { AgreementError } from '../../../domain/errors.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import type { PartnerCenterSignatures, SignedDelivery } from '../../../workflows/ports/notificationPorts.ts';
import { verifyCertificate } from './certificateChain.ts';
import { allowedCertificateUrl } from './certificateHosts.ts';
import type { CertificateList, CertificateStore } from './certificateStore.ts';
import { microsoftRoots } from './microsoftRoots.ts';

export type SignatureOptions = {
  /** Where certificates may be fetched: host names for https, or whole origins. */
  readonly hosts: readonly string[];
  /** Pinned roots in DER; Microsoft's where none are given. */
  readonly roots: readonly Buffer[];
  /** Microsoft's sample names the certificate of a host below microsoft.com; that it stays there is unverified. */
  readonly domain: string;
  readonly store: CertificateStore;
  readonly clock: Clock;
};

/**
 * Verifies notifications as Microsoft documents it: RSA with SHA-256 over the bytes of the body, with a
 * certificate that the request names. Microsoft's sample fetches whatever address that is; here it has to be
 * one of a list.
 * @see https://learn.microsoft.com/partner-center/developer/partner-center-webhooks
 */
export function createSignatures(options: SignatureOptions): PartnerCenterSignatures {
  const { hosts, domain, store, clock } = options;
  let pinned: readonly X509Certificate[] | undefined;
  const rootsOf = () =>
    (pinned ??=
      options.roots.length > 0 ? options.roots.map((der) => new X509Certificate(der)) : microsoftRoots());

  const issuersOf = async (certificate: X509Certificate, used: Used): Promise<CertificateList> => {
    const url = issuerAddresses(certificate)
      .map((text) => allowedCertificateUrl(text, hosts))
      .find((one) => one !== undefined);
    if (!url) return [];
    const known = store.trusted(url) ?? (await readOrKnown(store, url));
    // An authority's certificate may be reissued under the same address.
    const isIssuer = known.some((one) => certificate.verify(one.publicKey));
    const issuers = isIssuer ? known : ((await store.readAnew(url)) ?? known);
    used.push([url, issuers]);
    return issuers;
  };
  /** Whether the signature is of the first certificate; what verified it is trusted from now on. */
  const fits = async (url: URL, certificates: CertificateList, { body, signature }: Signed) => {
    const [leaf, ...companions] = certificates;
    if (!leaf) return false;
    const used: Used = [[url, certificates]];
    const issuers = (certificate: X509Certificate) => issuersOf(certificate, used);
    const trust = { roots: rootsOf(), domain, companions, issuersOf: issuers, now: clock.now() };
    await verifyCertificate(leaf, trust);
    if (!verify('RSA-SHA256', body, leaf.publicKey, signature)) return false;
    await Promise.all(used.map((one) => store.trust(...one)));
    return true;
  };

  return {
    async verify(delivery) {
      const signed = { body: delivery.body, signature: readSignature(delivery) };
      const url = readCertificateUrl(delivery, hosts);
      let failure = new AgreementError('SIGNATURE_INVALID', 'The signature does not fit the body.');
      const isBy = async (certificates: CertificateList): Promise<boolean> => {
        try {
          return await fits(url, certificates, signed);
        } catch (refusal) {
          if (!isRefused(refusal)) throw refusal;
          failure = refusal;
          return false;
        }
      };
      await store.recall(url);
      // Without any fetch, so that fetches for other signatures do not delay it.
      const trusted = store.trusted(url);
      if (trusted && (await isBy(trusted))) return;
      const known = await readOrKnown(store, url);
      if (known !== trusted && (await isBy(known))) return;
      // The certificate may have been replaced at its address.
      const anew = await store.readAnew(url);
      if (anew && (await isBy(anew))) return;
      throw failure;
    },
  };
}

type Signed = { readonly body: Uint8Array; readonly signature: Buffer };
type Used = [URL, CertificateList][];

/** While an address cannot be reached, its last known certificates stay in use. */
async function readOrKnown(store: CertificateStore, url: URL): Promise<CertificateList> {
  try {
    return await store.read(url);
  } catch (failure) {
    const before = store.trustedBefore(url);
    if (before) return before;
    throw failure;
  }
}

/** The header of its own comes first: in front of us, `Authorization` may have been used for something else. */
function readSignature({ header }: SignedDelivery): Buffer {
  const own = header('x-ms-signature');
  const [, text] =
    own === null
      ? (/^Signature +(\S+)$/i.exec(header('authorization') ?? '') ?? [])
      : (/^(?:Signature +)?(\S+)$/i.exec(own.trim()) ?? []);
  if (text === undefined) {
    throw new AgreementError(
      'SIGNATURE_MISSING',
      'The request has no signature in X-MS-Signature or Authorization.',
    );
  }
  if (text.length > 2048 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    throw new AgreementError('SIGNATURE_INVALID', 'The signature is not base64.');
  }
  return Buffer.from(text, 'base64');
}

function readCertificateUrl({ header }: SignedDelivery, hosts: readonly string[]): URL {
  // Microsoft's sample would take SHA-1 as well.
  if (header('x-ms-signature-algorithm')?.trim().toLowerCase() !== 'rsa-sha256') {
    throw new AgreementError('SIGNATURE_MALFORMED', 'X-MS-Signature-Algorithm has to be rsa-sha256.');
  }
  const text = header('x-ms-certificate-url');
  if (!text) throw new AgreementError('SIGNATURE_MALFORMED', 'The header X-MS-Certificate-Url is missing.');
  const url = allowedCertificateUrl(text, hosts);
  if (url) return url;
  throw new AgreementError('CERTIFICATE_REFUSED', 'The certificate is at an address that is not trusted.');
}

/** Certificates name their issuer's by http; it is fetched by https where that is what the list allows. */
function issuerAddresses({ infoAccess }: X509Certificate): string[] {
  const named = [...(infoAccess ?? '').matchAll(/^CA Issuers - URI:(\S+)$/gm)].map(([, url = '']) => url);
  return named.flatMap((url) => [url, url.replace(/^http:/, 'https:')]);
}

function isRefused(failure: unknown): failure is AgreementError {
  return failure instanceof AgreementError && failure.code === 'CERTIFICATE_REFUSED';
}
