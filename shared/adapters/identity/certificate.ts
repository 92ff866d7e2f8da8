import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';

export type CertificateOptions = {
  readonly clientId: string;
  /** Where the assertion is presented, and so its audience. */
  readonly tokenUrl: string;
  /** PEM with certificate and private key, in any order; read for each sign-in, so a new one needs no restart. */
  certificate(this: void): Promise<string>;
  readonly clock: Clock;
};

/** Documented as five to ten minutes at most. */
const lifetimeS = 300;
/** Our clock may be ahead of Entra's. */
const leewayS = 60;

/**
 * Proves the app by a certificate that is registered with it: a JWT signed with the certificate's key.
 * @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function createCertificateAssertion(
  options: CertificateOptions,
): () => Promise<{ assertion: string }> {
  const { clientId, tokenUrl, clock } = options;
  return async () => {
    const { key, thumbprint } = readPem(await options.certificate());
    const nowS = Math.floor(clock.now().getTime() / 1000);
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(tokenUrl)
      .setJti(randomUUID())
      .setIssuedAt(nowS)
      .setNotBefore(nowS - leewayS)
      .setExpirationTime(nowS + lifetimeS)
      .sign(key);
    return { assertion };
  };
}

/** Key Vault gives a certificate as PEM only where its content type is `application/x-pem-file` (documented). */
function readPem(pem: string) {
  try {
    const [keyPem = ''] =
      /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem) ?? [];
    const key = createPrivateKey(keyPem);
    const all = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    // With the chain in the same text, the one that belongs to the key counts.
    const own = all.map((one) => new X509Certificate(one)).find((one) => one.checkPrivateKey(key));
    if (!own || key.asymmetricKeyType !== 'rsa') throw new Error('no pair');
    const thumbprint = createHash('sha256').update(own.raw).digest('base64url');
    return { key, thumbprint };
  } catch {
    throw new AgreementError(
      'SECRETS_UNAVAILABLE',
      'The secret partner-center-certificate is not PEM with an RSA key and its certificate.',
    );
  }
}
