import * as oauth from 'oauth4webapi';
import { settings } from '../settings.ts';
import type { Tokens } from './tabs.ts';

// Entra's addresses below a tenant (documented), so that no request is needed to look them up.
const server: oauth.AuthorizationServer = {
  issuer: `${settings.authority}/v2.0`,
  authorization_endpoint: `${settings.authority}/oauth2/v2.0/authorize`,
  token_endpoint: `${settings.authority}/oauth2/v2.0/token`,
  end_session_endpoint: `${settings.authority}/oauth2/v2.0/logout`,
};
const client: oauth.Client = { client_id: settings.clientId ?? '' };
const redirectUri = `${location.origin}/portal/`;
const scope = `${settings.scope} offline_access`;
/** Only the simulator of the local environment is reached without TLS. */
const options = { [oauth.allowInsecureRequests]: settings.authority.startsWith('http:') };

/** Waits in the tab's own storage for the answer: no token, no name. */
const pendingKey = 'sign-in';
type Pending = { readonly state: string; readonly verifier: string; readonly returnTo: string };

/** The identity provider said no, in its own words. */
export class SignInRefused extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Leaves for the identity provider, which comes back with a code; `claims` is what it asked for before. */
export async function leaveToSignIn(
  returnTo: string,
  more: { claims?: string; prompt?: string } = {},
): Promise<void> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(pendingKey, JSON.stringify({ state, verifier, returnTo } satisfies Pending));
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  }).toString();
  location.replace(url);
}

/** Whether this address is the identity provider's answer. */
export function isAnswer(url: URL): boolean {
  return url.searchParams.has('state') && (url.searchParams.has('code') || url.searchParams.has('error'));
}

/** Redeems the code of the answer. Undefined when this tab did not ask. @throws {SignInRefused} */
export async function finishSignIn(url: URL): Promise<{ tokens: Tokens; returnTo: string } | undefined> {
  const pending = JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null') as Pending | null;
  sessionStorage.removeItem(pendingKey);
  if (!pending || pending.state !== url.searchParams.get('state')) return undefined;
  const answer = await refusedInOurWords(async () => {
    const params = oauth.validateAuthResponse(server, client, url, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...[server, client, oauth.None(), params, redirectUri, pending.verifier, options],
    );
    return oauth.processAuthorizationCodeResponse(server, client, response);
  });
  return { tokens: tokensOf(answer), returnTo: pending.returnTo };
}

/** New tokens for an old refresh token. @throws {SignInRefused} when the person has to sign in again */
export async function renewTokens(refreshToken: string): Promise<Tokens> {
  const answer = await refusedInOurWords(async () => {
    const more = { ...options, additionalParameters: { scope } };
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, more);
    return oauth.processRefreshTokenResponse(server, client, response);
  });
  return tokensOf(answer);
}

/** Leaves for the page that ends the session at the identity provider, which comes back to the portal. */
export function leaveToSignOut(): void {
  const url = new URL(server.end_session_endpoint ?? '');
  url.search = new URLSearchParams({ post_logout_redirect_uri: redirectUri }).toString();
  location.replace(url);
}

function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: Date.now() + (answer.expires_in ?? 300) * 1000,
  };
}

async function refusedInOurWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (failure) {
    if (failure instanceof oauth.AuthorizationResponseError) {
      throw new SignInRefused(failure.error, failure.error_description ?? '');
    }
    if (failure instanceof oauth.ResponseBodyError) {
      throw new SignInRefused(failure.error, failure.error_description ?? '');
    }
    throw failure;
  }
}
