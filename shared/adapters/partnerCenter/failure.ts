/** What Partner Center's answer means when it is not the thing asked for. */
export type Failure = {
  readonly status: number;
  /** Microsoft's code as text; empty when the body holds none. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;
};

/** Refusals that answer the question: they are true until somebody changes something at Microsoft. */
export type Refusal =
  'tokenWithoutMfa' | 'noRelationship' | 'customerNotFound' | 'accessDenied' | 'noAgreements';

export type Meaning =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'tokenRejected' }
  /** A token of this kind, or of this person, will not do: a fresh one is no better. */
  | { readonly kind: 'tokenUnsuitable' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'requestRefused' };

/** Every refused call counts against the quota, so a 429 that names no time is given a minute, and "at once" is not taken. */
const throttledMs = 60_000;
const shortestPauseMs = 1_000;

/**
 * Codes that mean the same whatever status they come with: of several, Microsoft documents only the body.
 * @see https://learn.microsoft.com/partner-center/developer/error-codes
 */
const refusalsByCode: Readonly<Record<string, Refusal>> = {
  '900421': 'tokenWithoutMfa',
  '20002': 'noRelationship',
  '60003': 'customerNotFound',
  // Its status is undocumented; Microsoft's own sample reads it as an empty list.
  '600009': 'noAgreements',
};

/** App-only where a user is wanted, and a user whom Conditional Access shuts out: nothing of a customer's. */
const unsuitableTokens: readonly string[] = ['900329', '900309'];

/** Decides what a failed answer means. 3xx is no answer of the API, so somebody in between gave it. */
export function decideFailure({ status, code, retryAfterMs }: Failure): Meaning {
  if (status === 429)
    return { kind: 'throttled', retryAfterMs: Math.max(retryAfterMs ?? throttledMs, shortestPauseMs) };
  if (status >= 500 || status < 400 || status === 408) return { kind: 'unavailable' };
  if (unsuitableTokens.includes(code)) return { kind: 'tokenUnsuitable' };
  const refusal = refusalsByCode[code];
  if (refusal) return { kind: 'refusal', refusal };
  if (status === 401) return { kind: 'tokenRejected' };
  if (status === 403) return { kind: 'refusal', refusal: 'accessDenied' };
  if (status === 404 && code === '1000') return { kind: 'refusal', refusal: 'customerNotFound' };
  return { kind: 'requestRefused' };
}

/**
 * Microsoft's code in any of the four shapes of an error: `code` as text or number, `statusCode` of the
 * gateway, and bodies that are empty or not JSON.
 */
export function readCode(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const code = 'code' in json ? json.code : 'statusCode' in json ? json.statusCode : '';
  const text = typeof code === 'number' || typeof code === 'string' ? String(code) : '';
  return /^[\w.-]{1,40}$/.test(text) ? text : '';
}

/** Microsoft's words, in whichever member they are (documented as at most 1024 characters). */
export function readDescription(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const text = 'description' in json ? json.description : 'message' in json ? json.message : '';
  return typeof text === 'string' ? text.slice(0, 1024) : '';
}
