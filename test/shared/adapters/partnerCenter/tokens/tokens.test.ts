import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../../../infra/local/simulator/simulator.ts';
import {
  createAppTokens,
  createUserTokens,
} from '../../../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { order, refreshTokensInMemory, requestsTo, secrets, signInAt, startTestEntra } from '../world.ts';

const tokenPath = '/*/oauth2/v2.0/token';
let entra: Simulator;
beforeAll(async () => {
  entra = await startTestEntra();
});
beforeEach(() => order(entra, 'DELETE', ''));
afterAll(() => entra.stop());

const failTokens = (then: unknown, times = 1) =>
  order(entra, 'POST', '/faults', [{ match: { method: 'POST', path: tokenPath }, times, then }]);
const signIns = async () => (await requestsTo(entra)).filter(({ method }) => method === 'POST');

describe('tokens of the app', () => {
  it('are for the app alone', async () => {
    const claims = decodeJwt(await createAppTokens(signInAt(entra)).token());
    expect(claims).toMatchObject({ aud: 'https://api.partnercenter.microsoft.com', idtyp: 'app' });
    expect(claims['scp']).toBeUndefined();
  });

  it('are asked for once, also when many want one at the same time', async () => {
    const tokens = createAppTokens(signInAt(entra));
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token()));
    expect(new Set(all).size).toBe(1);
    expect(await signIns()).toHaveLength(1);
  });

  it('are renewed five minutes before their end', async () => {
    let now = new Date();
    const tokens = createAppTokens(signInAt(entra, { clock: { now: () => now } }));
    await tokens.token();
    now = new Date(now.getTime() + 54 * 60_000);
    await tokens.token();
    expect(await signIns()).toHaveLength(1);
    now = new Date(now.getTime() + 61_000);
    await tokens.token();
    expect(await signIns()).toHaveLength(2);
  });

  it('are renewed when forgotten, but not when another one was refused', async () => {
    const tokens = createAppTokens(signInAt(entra));
    const token = await tokens.token();
    tokens.forget('an older one');
    expect(await tokens.token()).toBe(token);
    tokens.forget(token);
    await tokens.token();
    expect(await signIns()).toHaveLength(2);
  });

  it('are given for a signed assertion in place of a secret', async () => {
    const signIn = signInAt(entra);
    const { privateKey } = await generateKeyPair('RS256');
    const assertion = await new SignJWT({ jti: 'x' })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', 'x5t#S256': 'x' })
      .setAudience(`${entra.url}/${signIn.tenantId}/oauth2/v2.0/token`)
      .setIssuer(signIn.clientId)
      .setSubject(signIn.clientId)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('5m')
      .sign(privateKey);
    const tokens = createAppTokens({ ...signIn, credential: async () => ({ assertion }) });
    expect(decodeJwt(await tokens.token())).toMatchObject({ idtyp: 'app' });
  });
});

describe('tokens of the user', () => {
  it('carry the second factor of the person who signed in', async () => {
    const claims = decodeJwt(await createUserTokens(signInAt(entra), refreshTokensInMemory()).token());
    expect(claims).toMatchObject({ scp: 'user_impersonation', amr: ['pwd', 'mfa'] });
  });

  it('keep each rotated refresh token and use it the next time', async () => {
    const store = refreshTokensInMemory();
    const tokens = createUserTokens(signInAt(entra), store);
    tokens.forget(await tokens.token());
    await tokens.token();
    expect(new Set([secrets.refreshToken, ...store.written]).size).toBe(3);
    const used = (await signIns()).map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(new Set(used)).toEqual(new Set([secrets.refreshToken, store.written[0]]));
  });

  it('do not depend on keeping the rotated refresh token', async () => {
    const store = { ...refreshTokensInMemory(), write: () => Promise.reject(new Error('the vault is shut')) };
    const tokens = createUserTokens(signInAt(entra), store);
    tokens.forget(await tokens.token());
    expect(await tokens.token()).toMatch(/^ey/);
  });

  it.each([
    ['expired', 'AADSTS700082'],
    ['revoked', 'AADSTS50173'],
    ['mfaRequired', 'AADSTS5007'],
  ])('that ran out because the refresh token is %s say %s', async (refreshTokens, code) => {
    await order(entra, 'PUT', '/settings', { refreshTokens });
    const failure = createUserTokens(signInAt(entra), refreshTokensInMemory()).token();
    await expect(failure).rejects.toMatchObject({ code: 'PARTNER_CENTER_SIGN_IN_FAILED' });
    await expect(failure).rejects.toThrow(code);
  });

  it('that Entra refused are not asked for again for a minute, unless the refresh token is another', async () => {
    await order(entra, 'PUT', '/settings', { refreshTokens: 'expired' });
    let now = new Date();
    const store = refreshTokensInMemory();
    const tokens = createUserTokens(signInAt(entra, { clock: { now: () => now } }), store);
    for (let i = 0; i < 5; i += 1) await expect(tokens.token()).rejects.toThrow('AADSTS700082');
    expect(await signIns()).toHaveLength(1);
    now = new Date(now.getTime() + 60_000);
    await expect(tokens.token()).rejects.toThrow('AADSTS700082');
    expect(await signIns()).toHaveLength(2);
    await store.write('1.another.token');
    await expect(tokens.token()).rejects.toMatchObject({ details: { entra: { error: 'invalid_grant' } } });
    expect(await signIns()).toHaveLength(3);
  });

  it('need the refresh token to be readable', async () => {
    const store = { ...refreshTokensInMemory(), read: () => Promise.reject(new Error('the vault is shut')) };
    await expect(createUserTokens(signInAt(entra), store).token()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
  });
});

describe('a sign-in that fails', () => {
  const signIn = (clientSecret = secrets.clientSecret) =>
    createAppTokens(signInAt(entra, { credential: async () => ({ secret: clientSecret }), timeoutMs: 400 }));

  it('because of a wrong secret is named, without the secret', async () => {
    const failure = await signIn('a-wrong-secret')
      .token()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'PARTNER_CENTER_SIGN_IN_FAILED' });
    expect(String(failure)).toMatch(/invalid_client, AADSTS7000215\.$/);
    expect(String(failure)).not.toContain('a-wrong-secret');
  });

  it.each([
    ['an error of the service', { status: 503, headers: { 'retry-after': '9' }, body: 'x' }],
    ['throttling', { status: 429, headers: { 'retry-after': '9' }, body: { error: 'invalid_request' } }],
    [
      'a passing error',
      { status: 400, headers: { 'retry-after': '9' }, body: { error: 'temporarily_unavailable' } },
    ],
  ])('because of %s may be tried again', async (_case, then) => {
    await failTokens(then);
    await expect(signIn().token()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
      details: { retryAfterMs: 9000 },
    });
  });

  it.each([
    ['a reset connection', 'reset'],
    ['silence', 'timeout'],
    ['a page of a proxy', { status: 200, body: '<html>' }],
    ['a token without a life', { status: 200, body: { access_token: 'x', expires_in: 0 } }],
    ['an error page', { status: 400, body: '<html>' }],
    ['a redirect', { status: 302, headers: { location: '/token?role=AdminAgent' } }],
  ])('because of %s may be tried again, and then succeeds', async (_case, then) => {
    await failTokens(then);
    const tokens = signIn();
    await expect(tokens.token()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    expect(await tokens.token()).toMatch(/^ey/);
  });
});
