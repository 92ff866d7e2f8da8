import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

const day = 24 * 3_600_000;

/**
 * A self-signed certificate as Key Vault gives it, key first; `certificate` is what is registered with the app.
 * With host names, it is one for a server.
 */
export async function makeCertificate({
  hosts = [],
  daysLeft = 1,
}: { hosts?: readonly string[]; daysLeft?: number } = {}): Promise<{ pem: string; certificate: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=countersign',
      notBefore: new Date(Date.now() - 10 * day),
      notAfter: new Date(Date.now() + daysLeft * day),
      signingAlgorithm: algorithm,
      keys,
      extensions:
        hosts.length > 0
          ? [new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns', value })))]
          : [],
    },
    webcrypto,
  );
  const certificate = made.toString('pem');
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----`;
  return { pem: `${key}\n${certificate}\n`, certificate };
}
