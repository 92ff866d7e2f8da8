import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type SignedRequest = {
  method: string;
  /** Path and query as they came over the wire. */
  rawUrl: string;
  header(name: string): string | undefined;
  body: Uint8Array;
};

type Options = { accessKey: Buffer; toleranceMs: number; now: Date };

const required = ['host', 'x-ms-content-sha256'];

/**
 * Says why a request is not signed with the access key, or undefined when it is. The rules of the signature
 * are documented; that the service allows five minutes between the clocks comes from public answers (third party).
 */
export function findSignatureProblem(request: SignedRequest, options: Options): string | undefined {
  const authorization = request.header('authorization');
  if (!authorization) return 'The request carries no credentials.';
  if (/^Bearer /i.test(authorization)) return 'Tokens are accepted over TLS only.';
  const match = /^HMAC-SHA256 SignedHeaders=([^&]+)&Signature=([A-Za-z0-9+/]+=*)$/.exec(authorization);
  if (!match) return 'The authorization header is malformed.';
  const [, signedHeaders = '', signature = ''] = match;
  const names = signedHeaders.toLowerCase().split(';');
  const dateName = names.find((name) => name === 'x-ms-date' || name === 'date');
  if (!dateName || required.some((name) => !names.includes(name)))
    return 'A header that has to be signed is not.';

  const sentAt = Date.parse(request.header(dateName) ?? '');
  if (Number.isNaN(sentAt)) return 'The date of the request cannot be read.';
  if (Math.abs(options.now.getTime() - sentAt) > options.toleranceMs) {
    return 'The time difference between the request and this service is too large.';
  }
  const contentHash = createHash('sha256').update(request.body).digest('base64');
  if (!sameText(request.header('x-ms-content-sha256') ?? '', contentHash)) {
    return 'The content does not match its hash.';
  }
  const values = names.map((name) => request.header(name) ?? '').join(';');
  const stringToSign = `${request.method.toUpperCase()}\n${request.rawUrl}\n${values}`;
  const expected = createHmac('sha256', options.accessKey).update(stringToSign, 'utf8').digest('base64');
  return sameText(signature, expected) ? undefined : 'The signature does not match.';
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
