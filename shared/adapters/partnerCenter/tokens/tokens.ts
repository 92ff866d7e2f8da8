import * as z from 'zod';
import { AgreementError } from '../../../domain/errors.ts';
import type { Clock, Telemetry } from '../../../workflows/ports/ports.ts';
import type { UserSignIn } from '../../../workflows/ports/partnerCenterPorts.ts';
import { fetchWithin, jsonOf, type Fetched } from '../../fetchWithin.ts';
import { parseRetryAfter } from '../../retryAfter.ts';

/** How the app proves itself to Entra: a client secret, or a signed JWT made by a certificate or an identity. */
export type AppCredential = () => Promise<{ readonly secret: string } | { readonly assertion: string }>;

/** Where the refresh token of the partner's service account is kept. */
export type RefreshTokens = {
  read(): Promise<string>;
  /** Keeps a rotated token; reports its own failures, since the call at hand does not depend on it. */
  write(token: string): Promise<void>;
};

/** Access tokens of one kind, kept until they are about to end. */
export type TokenSource = {
  /** @throws {AgreementError} `PARTNER_CENTER_SIGN_IN_FAILED` · `PARTNER_CENTER_UNAVAILABLE` */
  token(): Promise<string>;
  /** Says that Partner Center refused this token, so that the next call signs in again. */
  forget(token: string): void;
};

export type SignIn = {
  /** `https://login.microsoftonline.com` in the public cloud, without a slash at the end. */
  readonly entraUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: AppCredential;
  /** Audience of the tokens, `https://api.partnercenter.microsoft.com`. */
  readonly resource: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
};

/** Renewed this long before the end, so that a token does not end on its way. */
const renewBeforeEndMs = 5 * 60_000;

/** Tokens of the app itself. */
export function createAppTokens(signIn: SignIn): TokenSource {
  const rest = createRest(signIn.clock);
  return cached(signIn.clock, () => redeem(signIn, { grant_type: 'client_credentials' }, rest));
}

/** Tokens of the app on behalf of the service account that once signed in with MFA (secure application model). */
export function createUserTokens(signIn: SignIn, refreshTokens: RefreshTokens): TokenSource {
  const rest = createRest(signIn.clock);
  return cached(signIn.clock, async () => {
    const refreshToken = await orUnavailable(refreshTokens.read(), 'The refresh token could not be read.');
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const granted = await redeem(signIn, grant, rest);
    if (granted.refreshToken && granted.refreshToken !== refreshToken) {
      // The old one stays redeemable (documented), so losing this write loses nothing: the next one repeats it.
      await refreshTokens.write(granted.refreshToken).catch(() => undefined);
    }
    return granted;
  });
}

/** Signs in with one refresh token after another, wherever they are kept. */
export function createUserSignIn(signIn: SignIn): UserSignIn {
  return {
    async redeem(refreshToken) {
      const granted = await redeem(signIn, { grant_type: 'refresh_token', refresh_token: refreshToken });
      return granted.refreshToken ?? null;
    },
  };
}

/** Redeems the code of a sign-in in a browser, with the proof that it was begun here (PKCE). */
export async function redeemCode(
  signIn: SignIn,
  code: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): Promise<{ readonly accessToken: string; readonly refreshToken: string | null }> {
  const granted = await redeem(signIn, {
    grant_type: 'authorization_code',
    code: code.code,
    redirect_uri: code.redirectUri,
    code_verifier: code.verifier,
    // Only who asks for offline access is given a refresh token (documented).
    scope: `${signIn.resource}/.default offline_access`,
  });
  return { accessToken: granted.token, refreshToken: granted.refreshToken ?? null };
}

type Granted = { readonly token: string; readonly endsAt: number; readonly refreshToken: string | undefined };

function cached(clock: Clock, obtain: () => Promise<Granted>): TokenSource {
  let current: Granted | undefined;
  let running: Promise<Granted> | undefined;
  return {
    async token() {
      if (current && clock.now().getTime() < current.endsAt - renewBeforeEndMs) return current.token;
      running ??= obtain().finally(() => (running = undefined));
      current = await running;
      return current.token;
    },
    forget(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

/** Runs an attempt unless the same one was refused a moment ago. */
type Rest = (key: string, attempt: () => Promise<Granted>) => Promise<Granted>;

const restMs = 60_000;
const anew: Rest = (_key, attempt) => attempt();

/**
 * Entra blocks clients that repeat a failing request (documented), so a refused sign-in is not retried for
 * a minute. A new consent or another secret is tried at once, without a wait or a restart.
 */
function createRest(clock: Clock): Rest {
  let refused: { key: string; failure: AgreementError; endsAtMs: number } | undefined;
  return async (key, attempt) => {
    const nowMs = clock.now().getTime();
    if (refused?.key === key && nowMs < refused.endsAtMs) throw refused.failure;
    try {
      return await attempt();
    } catch (failure) {
      const isRefusal = failure instanceof AgreementError && failure.code === 'PARTNER_CENTER_SIGN_IN_FAILED';
      if (isRefusal) refused = { key, failure, endsAtMs: nowMs + restMs };
      throw failure;
    }
  };
}

/** v1 endpoints write `expires_in` as text; both are read. */
const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1).optional(),
});

type Grant = Readonly<Record<string, string>>;

async function redeem(signIn: SignIn, grant: Grant, rest: Rest = anew): Promise<Granted> {
  const proof = await orUnavailable(signIn.credential(), 'The credential of the app could not be read.');
  // An assertion is new each time.
  const key = JSON.stringify([grant, 'secret' in proof ? proof.secret : null]);
  return rest(key, () => ask(signIn, grant, proof));
}

async function ask(
  signIn: SignIn,
  grant: Grant,
  proof: Awaited<ReturnType<AppCredential>>,
): Promise<Granted> {
  const { entraUrl, tenantId, clientId, resource, clock } = signIn;
  const form = new URLSearchParams({
    scope: `${resource}/.default`,
    ...grant,
    client_id: clientId,
    ...('secret' in proof
      ? { client_secret: proof.secret }
      : {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: proof.assertion,
        }),
  });
  const fetched = await post(`${entraUrl}/${tenantId}/oauth2/v2.0/token`, form, signIn.timeoutMs);
  const reply = tokenReply.safeParse(jsonOf(fetched));
  if (fetched.status === 200 && reply.success) {
    const endsAt = clock.now().getTime() + reply.data.expires_in * 1000;
    return { token: reply.data.access_token, endsAt, refreshToken: reply.data.refresh_token };
  }
  throw failedSignIn(signIn, fetched);
}

async function post(url: string, form: URLSearchParams, timeoutMs: number): Promise<Fetched> {
  return fetchWithin(url, { method: 'POST', body: form }, { timeoutMs }).catch((cause: unknown) => {
    throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Microsoft Entra did not answer.', { cause });
  });
}

/** OAuth's and Entra's own words (RFC 6749, OpenID Connect; documented): anything else may be a gateway's. */
const refusalErrors =
  /^(invalid_\w+|unauthorized_client|unsupported_\w+|access_denied|\w+_required|unmet_authentication_requirement)$/;

const oauthError = z.object({
  error: z.string().regex(/^\w{1,60}$/),
  error_description: z.string().catch(''),
});

function failedSignIn({ clock, telemetry }: SignIn, fetched: Fetched): AgreementError {
  const { status, headers } = fetched;
  const refusal = oauthError.safeParse(jsonOf(fetched)).data;
  const passing = refusal?.error === 'temporarily_unavailable' || refusal?.error === 'server_error';
  const code = /AADSTS\d+/.exec(refusal?.error_description ?? '')?.[0];
  const isEntras = code !== undefined || refusalErrors.test(refusal?.error ?? '');
  if (!refusal || !isEntras || passing || status >= 500 || status === 429 || status === 408) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after'), clock.now());
    return new AgreementError(
      'PARTNER_CENTER_UNAVAILABLE',
      `Microsoft Entra gave no token (status ${String(status)}).`,
      retryAfterMs === undefined ? {} : { retryAfterMs },
    );
  }
  // The description may name people and tenants; only its code is passed on.
  telemetry.count('partnerCenter.signIn.failed', 1, { code: code ?? refusal.error });
  return new AgreementError(
    'PARTNER_CENTER_SIGN_IN_FAILED',
    `Microsoft Entra refused the sign-in to Partner Center: ${[refusal.error, code].filter(Boolean).join(', ')}.`,
    { entra: { error: refusal.error, code: code ?? null } },
  );
}

async function orUnavailable<T>(reading: Promise<T>, message: string): Promise<T> {
  return reading.catch((cause: unknown) => {
    throw cause instanceof AgreementError
      ? cause
      : new AgreementError('PARTNER_CENTER_UNAVAILABLE', message, { cause });
  });
}
