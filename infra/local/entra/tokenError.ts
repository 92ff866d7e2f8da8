import { randomUUID } from 'node:crypto';

type Refusal = { error: string; code: number; status: 400 | 401; suberror?: string };

/**
 * Each refusal as Entra words its kind. Names and codes: documented, except the `error` of 500112 and the
 * suberrors, which come from public issue threads (third party).
 */
const refusals = {
  missingParameter: { error: 'invalid_request', code: 900144, status: 400 },
  unknownTenant: { error: 'invalid_request', code: 90002, status: 400 },
  malformedAssertion: { error: 'invalid_request', code: 50027, status: 400 },
  unsupportedGrantType: { error: 'unsupported_grant_type', code: 70003, status: 400 },
  unknownClient: { error: 'unauthorized_client', code: 700016, status: 400 },
  wrongSecret: { error: 'invalid_client', code: 7000215, status: 401 },
  missingCredential: { error: 'invalid_client', code: 7000218, status: 401 },
  publicClient: { error: 'invalid_client', code: 700025, status: 401 },
  wrongAssertionSignature: { error: 'invalid_client', code: 700027, status: 401 },
  assertionOutOfTime: { error: 'invalid_client', code: 700024, status: 401 },
  wrongAssertionIssuer: { error: 'invalid_client', code: 700211, status: 401 },
  wrongAssertionAudience: { error: 'invalid_client', code: 700212, status: 401 },
  wrongAssertionSubject: { error: 'invalid_client', code: 700213, status: 401 },
  unknownResource: { error: 'invalid_resource', code: 500011, status: 400 },
  invalidScope: { error: 'invalid_scope', code: 70011, status: 400 },
  clientCredentialsScope: { error: 'invalid_scope', code: 1002012, status: 400 },
  invalidCode: { error: 'invalid_grant', code: 9002313, status: 400 },
  codeRedeemedBefore: { error: 'invalid_grant', code: 54005, status: 400 },
  codeExpired: { error: 'invalid_grant', code: 70008, status: 400 },
  codeOfOtherClient: { error: 'invalid_grant', code: 700005, status: 400 },
  wrongCodeVerifier: { error: 'invalid_grant', code: 50148, status: 400 },
  otherReplyAddress: { error: 'invalid_client', code: 500112, status: 400 },
  malformedRefreshToken: { error: 'invalid_grant', code: 9002313, status: 400 },
  refreshTokenOfOtherClient: { error: 'invalid_grant', code: 700007, status: 400 },
  refreshTokenExpired: { error: 'invalid_grant', code: 700082, status: 400, suberror: 'bad_token' },
  refreshTokenOfSpaExpired: { error: 'invalid_grant', code: 700084, status: 400 },
  refreshTokenRevoked: { error: 'invalid_grant', code: 50173, status: 400, suberror: 'bad_token' },
  mfaRequired: { error: 'invalid_grant', code: 50076, status: 400, suberror: 'basic_action' },
} as const satisfies Record<string, Refusal>;

/** A token request that is refused, with the sentence that follows the AADSTS code. */
export class TokenRefused extends Error {
  readonly kind: keyof typeof refusals;
  constructor(kind: keyof typeof refusals, sentence: string) {
    super(sentence);
    this.kind = kind;
  }
}

/** The body and status Entra answers a refused request with. */
export function describeRefusal(
  refused: TokenRefused,
  about: { now: Date; correlationId: string; url: string },
) {
  const { status, error, code, ...more }: Refusal = refusals[refused.kind];
  const timestamp = about.now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const traceId = randomUUID();
  const ids = `Trace ID: ${traceId} Correlation ID: ${about.correlationId} Timestamp: ${timestamp}`;
  const body = {
    error,
    error_description: `AADSTS${String(code)}: ${refused.message} ${ids}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: about.correlationId,
    error_uri: `${about.url}/error?code=${String(code)}`,
    ...more,
  };
  return { status, body };
}
