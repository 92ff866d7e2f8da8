import type { X509Certificate } from 'node:crypto';
import { AgreementError } from '../../../domain/errors.ts';

/** What speaks for a certificate: what came with it, where issuers are found, and where it has to end. */
export type Trust = {
  readonly roots: readonly X509Certificate[];
  /** The certificate has to be for a host below it. */
  readonly domain: string;
  readonly companions: readonly X509Certificate[];
  /** Issuers from the address that the certificate names; none where that address may not be fetched. */
  issuersOf(certificate: X509Certificate): Promise<readonly X509Certificate[]>;
  readonly now: Date;
};

/** Microsoft's chains have two certificates between leaf and root since 2025 (documented). */
const maxChain = 4;
const organisation = 'O=Microsoft Corporation';

/**
 * Accepts a certificate for notifications: RSA, valid now, issued by the organisation Microsoft documents,
 * and with a chain of valid authorities up to a pinned root. Revocation is not asked for.
 * @throws {AgreementError} `CERTIFICATE_REFUSED` · what `issuersOf` throws
 */
export async function verifyCertificate(leaf: X509Certificate, trust: Trust): Promise<void> {
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw refused('has no RSA key of 2048 bits or more');
  }
  if (!leaf.issuer.split('\n').includes(organisation))
    throw refused('was not issued by Microsoft Corporation');
  // That organisation issues certificates for the hosts of its customers, too.
  if (!namesOf(leaf).some((name) => name.endsWith(`.${trust.domain}`))) throw refused('is for another host');
  let current = leaf;
  for (let links = 0; links < maxChain; links += 1) {
    if (!isValid(current, trust.now)) throw refused('or one of its issuers is not valid now');
    if (findIssuer(current, trust.roots, trust.now)) return;
    const issuer =
      findIssuer(current, trust.companions, trust.now) ??
      findIssuer(current, await trust.issuersOf(current), trust.now);
    if (!issuer) throw refused('does not lead to a pinned root');
    current = issuer;
  }
  throw refused('does not lead to a pinned root');
}

function findIssuer(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
  now: Date,
): X509Certificate | undefined {
  return candidates.find(
    (one) => one.ca && isValid(one, now) && certificate.checkIssued(one) && certificate.verify(one.publicKey),
  );
}

/** Node quotes names that hold a comma or quote. No host has such a name, so a list with one is ignored. */
function namesOf({ subject, subjectAltName }: X509Certificate): string[] {
  const common = subject.split('\n').filter((line) => line.startsWith('CN='));
  const others = subjectAltName && !subjectAltName.includes('"') ? subjectAltName.split(', ') : [];
  const hosts = others.filter((name) => name.startsWith('DNS:'));
  return [
    ...common.map((name) => name.slice('CN='.length)),
    ...hosts.map((name) => name.slice('DNS:'.length)),
  ].map((name) => name.toLowerCase());
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return new Date(validFrom) <= now && now <= new Date(validTo);
}

function refused(why: string): AgreementError {
  return new AgreementError('CERTIFICATE_REFUSED', `The certificate of the signature ${why}.`);
}
