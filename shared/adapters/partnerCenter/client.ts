import type * as z from 'zod';
import { AgreementError } from '../../domain/errors.ts';
import type { MicrosoftTrace } from '../../domain/events.ts';
import type { Urgency } from '../../domain/budget.ts';
import type { CallBudget, Clock, Telemetry, Trace } from '../../workflows/ports.ts';
import { parseRetryAfter } from '../retryAfter.ts';
import { decideFailure, readCode, type Refusal } from './failure.ts';
import type { TokenMode } from './tokenModes.ts';
import type { TokenSource } from './tokens.ts';

export type Call<T> = {
  /** Path with query below the host. */
  readonly path: string;
  readonly mode: TokenMode;
  readonly shape: z.ZodType<T>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same for all calls of one step; fresh when absent. */
  readonly correlationId?: string;
};

export type Reply<T> =
  | { readonly kind: 'read'; readonly value: T; readonly microsoft: MicrosoftTrace }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Microsoft's code, or the status where it gave none. */
      readonly code: string;
      readonly microsoft: MicrosoftTrace;
    };

/** The one place that speaks HTTP with Partner Center. */
export type PartnerCenterClient = {
  readonly url: string;
  /** @throws {AgreementError} `PARTNER_CENTER_SIGN_IN_FAILED` · `…_THROTTLED` · `…_UNAVAILABLE` · `…_REFUSED` */
  get<T>(call: Call<T>): Promise<Reply<T>>;
};

export type ClientOptions = {
  /** `https://api.partnercenter.microsoft.com`, without a slash at the end. */
  readonly url: string;
  readonly tokens: Readonly<Record<TokenMode, TokenSource>>;
  readonly timeoutMs: number;
  /** Every call waits for its turn here, also the second one with a fresh token. */
  readonly budget: Pick<CallBudget, 'turn' | 'refused'>;
  readonly clock: Clock;
  /** A random UUID. */
  readonly newId: () => string;
  readonly telemetry: Telemetry;
  readonly trace: Trace;
};

type Answer = {
  readonly status: number;
  /** Undefined when the body is empty or is not JSON. */
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
  readonly microsoft: { readonly requestId: string; readonly correlationId: string };
};

export function createPartnerCenterClient(options: ClientOptions, urgency: Urgency): PartnerCenterClient {
  const { budget, clock } = options;
  return {
    url: options.url,
    async get(call) {
      const correlationId = call.correlationId ?? options.newId();
      const tokens = options.tokens[call.mode];
      for (let attempt = 1; ; attempt += 1) {
        const token = await tokens.token();
        await budget.turn(urgency);
        const askedAt = clock.now();
        const answer = await ask(options, call, token, correlationId);
        if (answer.status === 200) return read(call, answer);
        // A token may be revoked or, without MFA, replaced by a new consent before its time.
        if (answer.status === 401) tokens.forget(token);
        const failure = { ...answer, code: readCode(answer.json) };
        const meaning = decideFailure(failure);
        const code = failure.code || String(failure.status);
        switch (meaning.kind) {
          case 'refusal':
            if (meaning.refusal === 'tokenWithoutMfa') countFailedSignIn(options, code);
            return { kind: 'refused', refusal: meaning.refusal, code, microsoft: answer.microsoft };
          case 'tokenRejected':
            if (attempt === 1) continue;
            countFailedSignIn(options, code);
            throw failed('PARTNER_CENTER_SIGN_IN_FAILED', call, answer, code);
          case 'throttled':
            // Refused calls count against the quota too (documented), so nobody asks before its time.
            await budget.refused({ askedAt, retryAfterMs: meaning.retryAfterMs });
            throw throttled(meaning.retryAfterMs);
          case 'unavailable':
            throw unavailable(call, `answered with status ${String(answer.status)}`, answer);
          case 'requestRefused':
            throw failed('PARTNER_CENTER_REFUSED', call, answer, code);
        }
      }
    },
  };
}

function countFailedSignIn({ telemetry }: ClientOptions, code: string): void {
  telemetry.count('partnerCenter.signIn.failed', 1, { code });
}

function throttled(retryAfterMs: number): AgreementError {
  return new AgreementError('PARTNER_CENTER_THROTTLED', 'Partner Center asks us to slow down.', {
    retryAfterMs,
  });
}

async function ask(
  { url, timeoutMs, newId, clock, trace }: ClientOptions,
  call: Call<unknown>,
  token: string,
  correlationId: string,
): Promise<Answer> {
  // A new id per attempt: with the id of an answered request Partner Center repeats that answer (documented).
  const requestId = newId();
  try {
    const response = await fetch(`${url}${call.path}`, {
      headers: headersOf(call, { token, requestId, correlationId, traceparent: trace.parent() }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    const { status, headers } = response;
    return {
      status,
      json: parseJson(await response.text()),
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), clock.now()),
      microsoft: {
        requestId: headers.get('ms-requestid') ?? requestId,
        correlationId: headers.get('ms-correlationid') ?? correlationId,
      },
    };
  } catch (cause) {
    throw unavailable(call, 'did not answer', { cause });
  }
}

type Ids = { token: string; requestId: string; correlationId: string; traceparent: string | undefined };

function headersOf(call: Call<unknown>, ids: Ids) {
  const headers = new Headers(call.headers);
  // Set, not spread: names ignore case, and ours win over what a link brought along.
  headers.set('Authorization', `Bearer ${ids.token}`);
  headers.set('Accept', 'application/json');
  headers.set('MS-RequestId', ids.requestId);
  headers.set('MS-CorrelationId', ids.correlationId);
  // Documented as required, though no sample has it.
  headers.set('MS-Contract-Version', 'v1');
  if (ids.traceparent) headers.set('traceparent', ids.traceparent);
  return headers;
}

/** `text()` has already taken away the byte order mark that bodies may start with (third party). */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<T>(call: Call<T>, { json, microsoft }: Answer): Reply<T> {
  const parsed = call.shape.safeParse(json);
  if (parsed.success) return { kind: 'read', value: parsed.data, microsoft };
  const where = parsed.error.issues[0]?.path.join('.') || 'the top';
  throw unavailable(call, `answered in an unexpected form (at ${where})`);
}

function unavailable(
  call: Call<unknown>,
  what: string,
  { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
): AgreementError {
  return new AgreementError('PARTNER_CENTER_UNAVAILABLE', `Partner Center ${what}: GET ${pathOf(call)}.`, {
    ...(cause === undefined ? {} : { cause }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function failed(
  code: 'PARTNER_CENTER_SIGN_IN_FAILED' | 'PARTNER_CENTER_REFUSED',
  call: Call<unknown>,
  { microsoft }: Answer,
  microsoftCode: string,
): AgreementError {
  const refused = code === 'PARTNER_CENTER_REFUSED' ? 'the request' : 'our token';
  return new AgreementError(
    code,
    `Partner Center refused ${refused}: GET ${pathOf(call)}, code ${microsoftCode}.`,
    {
      partnerCenter: { code: microsoftCode, correlationId: microsoft.correlationId },
    },
  );
}

/** Without the query, which may hold what somebody searched for. */
function pathOf({ path }: Call<unknown>): string {
  return path.split('?', 1)[0] ?? '';
}
