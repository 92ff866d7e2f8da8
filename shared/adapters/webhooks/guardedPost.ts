import { lookup } from 'node:dns/promises';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { LookupAddress } from 'node:dns';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import { whyNotCalled } from '../../domain/webhooks/endpointUrl.ts';
import type { SendFailure } from '../../domain/webhooks/webhookDelivery.ts';
import { readBeginning } from './readBeginning.ts';
import { isPublicAddress } from './publicAddress.ts';

export type GuardedAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | null;
      /** The beginning of the answer, where it is text. */
      readonly text: string | null;
    }
  | { readonly kind: 'failed'; readonly failure: SendFailure };

export type Guard = {
  /** Lets programs on this computer be called without TLS: for the local environment. */
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
  /** For tests; else the operating system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** For tests; else Node's own. */
  readonly request?: (url: URL, options: RequestOptions) => ClientRequest;
};

/** What the abort of a request needs to take effect. */
const graceMs = 500;
const resolveAll = (host: string): Promise<readonly LookupAddress[]> => lookup(host, { all: true });
const requestByProtocol = (url: URL, options: RequestOptions): ClientRequest =>
  (url.protocol === 'https:' ? https : http).request(url, options);

/**
 * POSTs to an address that others chose. Every address its name stands for has to be public, and the
 * connection is made to one of those that were looked at: another look-up could give another answer.
 * Redirects are not followed, the answer is read at its beginning only, and all of it ends in time.
 */
export async function guardedPost(
  address: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  guard: Guard,
): Promise<GuardedAnswer> {
  if (whyNotCalled(address, guard) !== null) return failed('ADDRESS_REFUSED');
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, guard.timeoutMs);
  const posting = resolveAndPost(new URL(address), { ...message, signal: stop.signal }, guard);
  try {
    // The answer so far counts when the time is up; where there is none, the wait ends all the same.
    const timed = await withTimeout(posting, guard.timeoutMs + graceMs);
    return timed.kind === 'done' ? timed.value : failed('TIMED_OUT');
  } catch (failure) {
    return failed(stop.signal.aborted ? 'TIMED_OUT' : nameOf(failure));
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function failed(failure: SendFailure): GuardedAnswer {
  return { kind: 'failed', failure };
}

async function resolveAndPost(
  url: URL,
  message: Omit<Post, 'addresses'>,
  guard: Guard,
): Promise<GuardedAnswer> {
  const addresses = await addressesOf(url, guard);
  if (message.signal.aborted) return failed('TIMED_OUT');
  if (addresses.length === 0) return failed('NAME_NOT_RESOLVED');
  // Checked before: only the local environment's own programs are called without TLS.
  const isOnThisComputer = url.protocol === 'http:';
  if (!isOnThisComputer && !addresses.every(({ address: one }) => isPublicAddress(one))) {
    return failed('ADDRESS_REFUSED');
  }
  return post(url, { ...message, addresses }, guard);
}

type Post = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly addresses: readonly LookupAddress[];
  readonly signal: AbortSignal;
};

async function post(
  url: URL,
  { headers, body, addresses, signal }: Post,
  { request: open = requestByProtocol }: Guard,
): Promise<GuardedAnswer> {
  const bytes = Buffer.from(body);
  const request = open(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(bytes.length) },
    // A connection of its own: one that was kept might lead elsewhere by now.
    agent: false,
    lookup: only(addresses),
    // Whatever the environment says.
    rejectUnauthorized: true,
    signal,
  });
  try {
    const answer = await answered(request, bytes);
    const text = await readBeginning(answer, signal);
    const retryAfter = answer.headers['retry-after'] ?? null;
    return { kind: 'answered', status: answer.statusCode ?? 0, retryAfter, text };
  } finally {
    request.destroy();
  }
}

async function addressesOf(url: URL, { resolve = resolveAll }: Guard): Promise<readonly LookupAddress[]> {
  if (url.protocol === 'https:') return resolve(url.hostname).catch(() => []);
  return [url.hostname === '[::1]' ? { address: '::1', family: 6 } : { address: '127.0.0.1', family: 4 }];
}

/** Answers Node's own look-up with what was checked, whatever the name stands for by now. */
function only(addresses: readonly LookupAddress[]): NonNullable<RequestOptions['lookup']> {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else if (first) done(null, first.address, first.family);
  };
}

/** Node tells of a switch to another protocol, and of a connection that closes without a word, by events of their own. */
function answered(request: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => () => {
      reject(new Error(what));
    };
    request.once('response', resolve).on('error', reject);
    request.once('upgrade', fail('switched protocols')).once('close', fail('closed without an answer'));
    request.end(body);
  });
}

function nameOf(failure: unknown): SendFailure {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  return /TLS|SSL|CERT|SIGNATURE|ALTNAME|EPROTO/.test(code) ? 'TLS_FAILED' : 'CONNECTION_FAILED';
}
