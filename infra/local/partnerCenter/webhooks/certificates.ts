import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Leaf certificates, good and bad in one way each, all for the same key. */
export type Leaf =
  | 'good'
  | 'otherHost'
  | 'otherOrganisation'
  | 'otherRoot'
  | 'expired'
  | 'notYetValid'
  | 'selfSigned'
  | 'issuedByLeaf';

export type Certificates = {
  /** DER. */
  readonly root: Buffer;
  /** The issuers that leaves name the address of, by file name. */
  readonly issuers: ReadonlyMap<string, Buffer>;
  readonly leaves: ReadonlyMap<Leaf, Buffer>;
  readonly signingKey: KeyObject;
  readonly otherKey: KeyObject;
};

type Keys = webcrypto.CryptoKeyPair;
type Authority = { readonly file: string; readonly keys: Keys; readonly certificate: x509.X509Certificate };

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60_000;
const microsoft = 'O=Microsoft Corporation, C=US';

/** Makes a root, issuers below it and certificates for notifications; `url` is where issuers are to be found. */
export async function createCertificates(url: string, now: Date): Promise<Certificates> {
  const [rootKeys, issuerKeys, leafKeys, otherKeys] = await Promise.all([
    generate(ec),
    generate(ec),
    generate(rsa),
    generate(rsa),
  ]);
  let serial = 0;
  const issue = (
    subject: string,
    keys: Keys,
    by: Authority | undefined,
    { isCa = false, fromDays = -1, toDays = 365 } = {},
  ): Promise<x509.X509Certificate> =>
    x509.X509CertificateGenerator.create({
      serialNumber: (serial += 1).toString(16).padStart(16, '1'),
      subject,
      issuer: by?.certificate.subject ?? subject,
      notBefore: new Date(now.getTime() + fromDays * dayMs),
      notAfter: new Date(now.getTime() + toDays * dayMs),
      publicKey: keys.publicKey,
      signingKey: (by?.keys ?? keys).privateKey,
      signingAlgorithm: (by?.keys ?? keys).privateKey.algorithm.name === 'ECDSA' ? ec : rsa,
      extensions: [
        new x509.BasicConstraintsExtension(isCa, undefined, true),
        ...(by ? [new x509.AuthorityInfoAccessExtension({ caIssuers: `${url}/cert/${by.file}` })] : []),
      ],
    });
  const authority = async (file: string, subject: string, by?: Authority): Promise<Authority> => {
    const keys = by ? issuerKeys : rootKeys;
    return {
      file,
      keys,
      certificate: await issue(subject, keys, by, { isCa: true, fromDays: -400, toDays: 3650 }),
    };
  };
  const root = await authority('root.cer', 'CN=Simulated Global Root, O=Simulated Trust, C=US');
  const stranger = await authority('stranger.cer', 'CN=Somebody’s Root, O=Simulated Trust, C=US');
  const intermediate = await authority('tls-root.cer', `CN=Simulated TLS RSA Root, ${microsoft}`, root);
  const issuing = await authority(
    'tls-issuing.cer',
    `CN=Simulated TLS Issuing CA 02, ${microsoft}`,
    intermediate,
  );
  const contoso = await authority('contoso.cer', 'CN=Contoso Issuing CA, O=Contoso, C=US', root);
  const false_ = await authority('false.cer', `CN=False TLS Issuing CA, ${microsoft}`, stranger);
  const name = `CN=pcnotifications-dispatch.microsoft.com, ${microsoft}`;
  // Longer than the real ones, so that a clock which is moved on for months does not outlive it.
  const good = await issue(name, leafKeys, issuing, { toDays: 3650 });
  const asIssuer: Authority = { file: 'leaf.cer', keys: leafKeys, certificate: good };
  const leaves: [Leaf, x509.X509Certificate][] = [
    ['good', good],
    ['otherHost', await issue('CN=somebody.azurewebsites.net, O=Contoso, C=US', leafKeys, issuing)],
    ['otherOrganisation', await issue(name, leafKeys, contoso)],
    ['otherRoot', await issue(name, leafKeys, false_)],
    ['expired', await issue(name, leafKeys, issuing, { fromDays: -90, toDays: -1 })],
    ['notYetValid', await issue(name, leafKeys, issuing, { fromDays: 1, toDays: 90 })],
    ['selfSigned', await issue(name, leafKeys, undefined)],
    ['issuedByLeaf', await issue(`CN=forged.microsoft.com, ${microsoft}`, leafKeys, asIssuer)],
  ];
  const issuers = [stranger, intermediate, issuing, contoso, false_, asIssuer];
  return {
    root: der(root.certificate),
    issuers: new Map(issuers.map(({ file, certificate }) => [file, der(certificate)])),
    leaves: new Map(leaves.map(([leaf, certificate]) => [leaf, der(certificate)])),
    signingKey: KeyObject.from(leafKeys.privateKey),
    otherKey: KeyObject.from(otherKeys.privateKey),
  };
}

async function generate(
  algorithm: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams,
): Promise<Keys> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function der(certificate: x509.X509Certificate): Buffer {
  return Buffer.from(certificate.rawData);
}
