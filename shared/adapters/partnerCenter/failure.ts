import type { Answer } from './call.ts';

/** What Partner Center's answer means when it is not the thing asked for. */
export type Failure = {
  readonly status: number;
  /** Microsoft's code as text; empty when the body holds none. */
  readonly code: string;
  readonly form: Answer['form'];
  /** Partner Center's own words: see `hasOwnWords`, or a bare status that the call is known for. */
  readonly isOwnWord: boolean;
  readonly retryAfterMs: number | undefined;
};

/** Refusals that answer the question: they stay true until something changes at Microsoft. */
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

/**
 * Decides what a failed answer means. A refusal counts only in Partner Center's own words: JSON with a code,
 * or a bare status that the call is known for. A page, an empty answer and the gateway's `{ statusCode }` are
 * from something in between, and so is 3xx; the call is tried again.
 */
export function decideFailure({ status, code, form, isOwnWord, retryAfterMs }: Failure): Meaning {
  if (status === 429)
    return { kind: 'throttled', retryAfterMs: Math.max(retryAfterMs ?? throttledMs, shortestPauseMs) };
  if (status >= 500 || status < 400 || status === 408 || form === 'foreign') return { kind: 'unavailable' };
  if (unsuitableTokens.includes(code)) return { kind: 'tokenUnsuitable' };
  const refusal = refusalsByCode[code];
  if (refusal) return { kind: 'refusal', refusal };
  // Without a body, too (documented): a header asks for a token.
  if (status === 401) return { kind: 'tokenRejected' };
  if (!isOwnWord) return { kind: 'unavailable' };
  if (status === 403) return { kind: 'refusal', refusal: 'accessDenied' };
  if (status === 404 && code === '1000') return { kind: 'refusal', refusal: 'customerNotFound' };
  return { kind: 'requestRefused' };
}

/** Whether a status says that nothing was done, whatever wrote the answer; 408 says that nobody knows. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/**
 * Microsoft's code, which comes as text or as a number; empty for other JSON, such as the gateway's
 * `{ statusCode, message }` (documented), which repeats the status.
 */
export function readCode(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const code = 'code' in json ? json.code : '';
  const text = typeof code === 'number' || typeof code === 'string' ? String(code) : '';
  return /^[\w.-]{1,40}$/.test(text) ? text : '';
}

/** Whether JSON is an error of Partner Center's: all have a code or a description (documented), a gateway's has neither. */
export function hasOwnWords(json: unknown): boolean {
  if (readCode(json) !== '') return true;
  return typeof json === 'object' && json !== null && 'description' in json && json.description !== '';
}

/** Microsoft's words, in whichever member they are (documented as at most 1024 characters). */
export function readDescription(json: unknown): string {
  if (typeof json !== 'object' || json === null) return '';
  const text = 'description' in json ? json.description : 'message' in json ? json.message : '';
  return typeof text === 'string' ? text.slice(0, 1024) : '';
}
