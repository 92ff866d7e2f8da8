import { createHash } from 'node:crypto';
import { findResource, issueAppToken, issueIdToken, issueUserToken, type Resource } from './accessTokens.ts';
import { authenticateClient, missing, type ClientProof } from './clients.ts';
import { demoPeople, type PersonKey } from './people.ts';
import { TokenRefused } from './tokenError.ts';
import type { Authorization, World } from './world.ts';

export type TokenRequest = {
  /** 1 names the resource in `resource`, 2 in `scope`. */
  version: 1 | 2;
  form: URLSearchParams;
  /** The `authorization` header. */
  basic: string | undefined;
};

/** Documented: a code lives for about ten minutes. */
const codeLifetimeMs = 600_000;
/** Documented: a single-page app's refresh tokens end 24 hours after the sign-in, renewed or not. */
const spaLifetimeMs = 86_400_000;
const openIdScopes = ['openid', 'profile', 'email', 'offline_access'];
const defaultResource = 'https://graph.microsoft.com';

/** Answers one token request with the body of a 200. @throws {TokenRefused} */
export async function redeemGrant(world: World, { version, form, basic }: TokenRequest): Promise<object> {
  const grantType = form.get('grant_type');
  if (!grantType) throw missing('grant_type');
  if (!['client_credentials', 'refresh_token', 'authorization_code'].includes(grantType)) {
    throw new TokenRefused(
      'unsupportedGrantType',
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  }
  const base = `${world.url}/${world.tenantId}`;
  const proof = authenticateClient(form, basic, {
    clients: world.clients,
    tenantId: world.tenantId,
    tokenUrls: [`${base}/oauth2/token`, `${base}/oauth2/v2.0/token`, `${base}/v2.0`],
    now: world.now(),
  });

  if (grantType === 'client_credentials') {
    if (proof.provedBy === 'nothing') {
      throw new TokenRefused(
        'missingCredential',
        `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
      );
    }
    const resource = requestedResource(world, version, form);
    if (version === 2 && resource.scopes !== '.default') {
      throw new TokenRefused(
        'clientCredentialsScope',
        `The provided value for scope '${form.get('scope') ?? ''}' is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
      );
    }
    return describeToken(world, version, resource, await issueAppToken(world, resource, proof));
  }

  const signedIn =
    grantType === 'refresh_token' ? refreshed(world, form, proof) : redeemCode(world, form, proof);
  const wanted =
    signedIn.scope && !form.get('scope') && version === 2 ? withScope(form, signedIn.scope) : form;
  return userAnswer(world, version, { form: wanted, proof, ...signedIn });
}

type SignedIn = { who: PersonKey; endsAt?: number; scope?: string; nonce?: string; first: boolean };

function refreshed(world: World, form: URLSearchParams, { client }: ClientProof): SignedIn {
  const token = form.get('refresh_token');
  if (!token) throw missing('refresh_token');
  const { person, endsAt } = world.refreshTokens.redeem(token, client.clientId);
  return { who: person, first: false, ...(endsAt === undefined ? {} : { endsAt }) };
}

function redeemCode(world: World, form: URLSearchParams, { client }: ClientProof): SignedIn {
  const code = form.get('code');
  if (!code) throw missing('code');
  const found = world.authorizations.get(code);
  if (!found)
    throw new TokenRefused('invalidCode', 'Invalid request. The authorization code is malformed or unknown.');
  checkCode(found, form, client.clientId, world.now());
  found.redeemed = true;
  const { person, scope, nonce } = found;
  const endsAt = world.now().getTime() + spaLifetimeMs;
  return {
    who: person,
    scope,
    first: true,
    ...(nonce === undefined ? {} : { nonce }),
    ...(client.spaRedirectUris === undefined ? {} : { endsAt }),
  };
}

function checkCode(code: Authorization, form: URLSearchParams, clientId: string, now: Date): void {
  if (code.clientId !== clientId) {
    throw new TokenRefused('codeOfOtherClient', 'The authorization code was issued to another client.');
  }
  if (code.redeemed) {
    throw new TokenRefused(
      'codeRedeemedBefore',
      'OAuth2 authorization code was already redeemed, sign in again.',
    );
  }
  if (now.getTime() - code.issuedAt.getTime() > codeLifetimeMs) {
    throw new TokenRefused('codeExpired', 'The provided authorization code has expired.');
  }
  const redirectUri = form.get('redirect_uri');
  if (redirectUri !== code.redirectUri) {
    throw new TokenRefused(
      'otherReplyAddress',
      `The reply address '${redirectUri ?? ''}' does not match the reply address '${code.redirectUri}' provided when requesting Authorization code.`,
    );
  }
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (code.challenge !== undefined && code.challenge !== challenge) {
    throw new TokenRefused(
      'wrongCodeVerifier',
      'The Code_Verifier does not match the code_challenge of the sign-in.',
    );
  }
}

async function userAnswer(
  world: World,
  version: 1 | 2,
  { form, proof, who, endsAt, first, nonce }: SignedIn & { form: URLSearchParams; proof: ClientProof },
): Promise<object> {
  const asked = (form.get('scope') ?? '').split(' ');
  const resource = withDefaultScope(world, requestedResource(world, version, form));
  const person = demoPeople[who];
  const { clientId } = proof.client;
  // Documented: the first answer brings a refresh token only to those who asked for offline access (version 2).
  const refresh = first ? version === 1 || asked.includes('offline_access') : world.settings.newRefreshTokens;
  return {
    ...describeToken(world, version, resource, await issueUserToken(world, resource, { ...proof, person })),
    scope: describeScopes(version, resource),
    ...(refresh
      ? {
          refresh_token: world.refreshTokens.issue({
            clientId,
            person: who,
            ...(endsAt === undefined ? {} : { endsAt }),
          }),
        }
      : {}),
    ...(asked.includes('openid') ? { id_token: await issueIdToken(world, clientId, person, nonce) } : {}),
  };
}

function requestedResource(world: World, version: 1 | 2, form: URLSearchParams): Resource {
  if (version === 1) {
    const resource = form.get('resource');
    if (!resource) throw missing('resource');
    return findResource(world, resource, '.default');
  }
  const scope = form.get('scope');
  if (!scope) throw missing('scope');
  const wanted = scope.split(' ').filter((one) => one !== '' && !openIdScopes.includes(one));
  const [first] = wanted;
  if (!first) return findResource(world, defaultResource, '.default');
  const slash = first.lastIndexOf('/');
  const resource = first.slice(0, slash);
  if (slash < 1 || wanted.some((one) => !one.startsWith(`${resource}/`))) {
    throw new TokenRefused(
      'invalidScope',
      `The provided value for the input parameter 'scope' is not valid: '${scope}'.`,
    );
  }
  return findResource(world, resource, wanted.map((one) => one.slice(slash + 1)).join(' '));
}

function withDefaultScope(world: World, resource: Resource): Resource {
  if (resource.scopes !== '.default') return resource;
  const ours = resource.audience === world.api.audience;
  return { ...resource, scopes: ours ? 'access_as_user' : 'user_impersonation' };
}

// Version 2 writes each scope with its resource in front (documented).
function describeScopes(version: 1 | 2, { audience, scopes }: Resource): string {
  if (version === 1) return scopes;
  return scopes
    .split(' ')
    .map((scope) => `${audience}/${scope}`)
    .join(' ');
}

function withScope(form: URLSearchParams, scope: string): URLSearchParams {
  const copy = new URLSearchParams(form);
  copy.set('scope', scope);
  return copy;
}

// Documented: version 1 writes its numbers as strings and names the resource.
function describeToken(world: World, version: 1 | 2, resource: Resource, accessToken: string): object {
  const lifetime = world.settings.tokenLifetimeSeconds;
  if (version === 2) {
    return {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: accessToken,
    };
  }
  const now = Math.floor(world.now().getTime() / 1000);
  return {
    token_type: 'Bearer',
    expires_in: String(lifetime),
    ext_expires_in: String(lifetime),
    expires_on: String(now + lifetime),
    not_before: String(now),
    resource: resource.audience,
    access_token: accessToken,
  };
}
