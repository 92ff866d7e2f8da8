import { CountersignProblem } from './countersignProblem.ts';

/** The part of the platform's `fetch` that the client uses: Node 20, browsers and workers have it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
export type FetchInit = {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
};
export type FetchResponse = {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
};

export type HttpOptions = {
  readonly fetch: Fetch;
  /** Bearer token; `isRefused`: the last one was, so another is needed. */
  readonly token: (about: { readonly isRefused: boolean }) => string | Promise<string>;
  /** Time limit of one attempt. */
  readonly timeoutMs: number;
  /** Attempts of one call, the first included. */
  readonly maxTries: number;
};

export type HttpCall = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
};

const firstWaitMs = 500;
const maxWaitMs = 30_000;

/**
 * Makes a call, and repeats it where a repeat is safe and may help: 429, 502, 503 and 504 for every call, lost answers and 500 for
 * reads and for commands with an Idempotency-Key. @throws {CountersignProblem}
 */
export async function send(options: HttpOptions, call: HttpCall): Promise<FetchResponse> {
  let isRefused = false;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(options, call, await options.token({ isRefused }));
    } catch (failure) {
      call.signal?.throwIfAborted();
      if (!(failure instanceof CountersignProblem)) throw failure;
      if (failure.status === 401 && !isRefused) {
        isRefused = true;
        continue;
      }
      if (tries >= options.maxTries || !mayRepeat(call, failure)) throw failure;
      await pause(failure.retryAfterMs ?? backoffMs(tries), call.signal);
    }
  }
}

function mayRepeat({ method, headers }: HttpCall, { status, code }: CountersignProblem): boolean {
  if (status === 429 || status === 503 || code === 'REQUEST_UNDER_WAY') return true;
  const isSafe = method === 'GET' || method === 'DELETE' || 'idempotency-key' in headers;
  return isSafe && [0, 500, 502, 504].includes(status) && code !== 'PARTNER_CENTER_REFUSED';
}

async function attempt(
  { fetch, timeoutMs }: HttpOptions,
  { method, url, headers, body, signal }: HttpCall,
  token: string,
): Promise<FetchResponse> {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    ...(body === undefined ? {} : { body }),
  }).catch((cause: unknown) => {
    throw new CountersignProblem(0, {}, { retryAfterMs: null, cause });
  });
  if (response.ok || response.status === 304) return response;
  throw new CountersignProblem(response.status, await problemIn(response), {
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  });
}

async function problemIn(response: FetchResponse): Promise<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(await response.text());
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** Seconds or an HTTP date, as RFC 9110 has it. */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

/** Doubles, with up to half of it by chance, so that callers that failed together do not come back together. */
function backoffMs(tries: number): number {
  const waitMs = Math.min(firstWaitMs * 2 ** (tries - 1), maxWaitMs);
  return waitMs * (0.5 + Math.random() / 2);
}

/** @throws the signal's reason when it is aborted meanwhile */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The wait was aborted.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
