import { constants, createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { TokenRefused } from './tokenError.ts';

/** An app registration; without a secret it is a public client. */
export type Client = {
  clientId: string;
  clientSecret?: string;
  certificates?: readonly string[];
  /** Registered addresses of a single-page app; without them any address on this computer is good. */
  spaRedirectUris?: readonly string[];
};

export type ClientProof = { client: Client; provedBy: 'secret' | 'assertion' | 'nothing' };

type About = { clients: readonly Client[]; tenantId: string; tokenUrls: readonly string[]; now: Date };

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeAudience = 'api://AzureADTokenExchange';

/** Authenticates the client, from the form or from HTTP Basic. @throws {TokenRefused} */
export function authenticateClient(
  form: URLSearchParams,
  basic: string | undefined,
  about: About,
): ClientProof {
  const [basicId, basicSecret] = parseBasic(basic);
  const clientId = form.get('client_id') ?? basicId;
  const secret = form.get('client_secret') ?? basicSecret;
  const assertion = form.get('client_assertion');
  if (!clientId) throw missing('client_id');
  const client = about.clients.find((one) => one.clientId === clientId.toLowerCase());
  if (!client) {
    throw new TokenRefused(
      'unknownClient',
      `Application with identifier '${clientId}' was not found in the directory '${about.tenantId}'.`,
    );
  }
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== assertionType) throw missing('client_assertion_type');
    checkAssertion(assertion, client, about);
    return { client, provedBy: 'assertion' };
  }
  if (client.clientSecret === undefined) {
    if (secret === undefined) return { client, provedBy: 'nothing' };
    throw new TokenRefused(
      'publicClient',
      `Client is public so neither 'client_assertion' nor 'client_secret' should be presented.`,
    );
  }
  if (secret === undefined) {
    throw new TokenRefused(
      'missingCredential',
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    );
  }
  if (!sameText(secret, client.clientSecret)) {
    throw new TokenRefused(
      'wrongSecret',
      `Invalid client secret provided. Send the secret's value, not its ID, for a secret of app '${clientId}'.`,
    );
  }
  return { client, provedBy: 'secret' };
}

/**
 * Takes both documented kinds of assertion: the app's own certificate (issuer and subject are the client id)
 * and a federated identity. The signature is checked where a certificate is registered, else NOT.
 */
function checkAssertion(assertion: string, { clientId, certificates }: Client, about: About): void {
  const { claims, algorithm } = decodeAssertion(assertion);
  const { iss, sub, exp, nbf } = claims;
  if (algorithm === 'none' || typeof iss !== 'string' || typeof exp !== 'number') throw malformed();
  const audiences: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  const nowSeconds = about.now.getTime() / 1000;
  if (exp <= nowSeconds || (nbf ?? 0) > nowSeconds + 300) {
    throw new TokenRefused('assertionOutOfTime', 'Client assertion is not within its valid time range.');
  }
  const federated = audiences.includes(exchangeAudience);
  if (!federated && !about.tokenUrls.some((url) => audiences.includes(url))) {
    throw new TokenRefused(
      'wrongAssertionAudience',
      'The audience of the presented assertion does not match.',
    );
  }
  if (federated ? !iss.endsWith(`/${about.tenantId}/v2.0`) : iss !== clientId) {
    throw new TokenRefused(
      'wrongAssertionIssuer',
      `No match found for the presented assertion issuer '${iss}'.`,
    );
  }
  if (federated ? !sub : sub !== clientId) {
    throw new TokenRefused('wrongAssertionSubject', 'No match found for the presented assertion subject.');
  }
  if (!federated && certificates && !isSignedBy(assertion, certificates)) {
    throw new TokenRefused(
      'wrongAssertionSignature',
      'The certificate that signed the client assertion is not registered on the application, or the signature is wrong.',
    );
  }
}

/** By the certificate that the header names with its thumbprint (documented: `x5t#S256` with PS256, or RS256). */
function isSignedBy(assertion: string, certificates: readonly string[]): boolean {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const { alg, ...named } = decodeProtectedHeader(assertion);
  const found = certificates
    .map((pem) => new X509Certificate(pem))
    .find(({ raw }) => createHash('sha256').update(raw).digest('base64url') === named['x5t#S256']);
  if (!found || (alg !== 'PS256' && alg !== 'RS256')) return false;
  const { RSA_PKCS1_PSS_PADDING, RSA_PKCS1_PADDING } = constants;
  const padding = alg === 'PS256' ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const key = { key: found.publicKey, padding, ...(alg === 'PS256' ? { saltLength: 32 } : {}) };
  return verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
}

function decodeAssertion(assertion: string) {
  try {
    return { claims: decodeJwt(assertion), algorithm: decodeProtectedHeader(assertion).alg };
  } catch {
    throw malformed();
  }
}

function malformed(): TokenRefused {
  return new TokenRefused('malformedAssertion', 'JWT token is invalid or malformed.');
}

/** The refusal for a parameter that has to be in the form. */
export function missing(parameter: string): TokenRefused {
  return new TokenRefused(
    'missingParameter',
    `The request body must contain the following parameter: '${parameter}'.`,
  );
}

function parseBasic(header: string | undefined): [string | undefined, string | undefined] {
  const encoded = /^Basic (.+)$/i.exec(header ?? '')?.[1];
  if (!encoded) return [undefined, undefined];
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return [undefined, undefined];
  return [formDecode(text.slice(0, colon)), formDecode(text.slice(colon + 1))];
}

// RFC 6749 2.3.1: both halves are form-encoded first.
function formDecode(text: string): string {
  return new URLSearchParams(`x=${text}`).get('x') ?? '';
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
