import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  apiAudience,
  apiClientId,
  partnerApp,
  partnerCenter,
  startEntraFixture,
  tenantId,
  type EntraFixture,
} from './entraFixture.ts';

let entra: EntraFixture;
let aheadMs = 0;
beforeAll(async () => void (entra = await startEntraFixture(() => new Date(Date.now() + aheadMs))));
afterAll(() => entra.simulator.stop());
afterEach(async () => {
  aheadMs = 0;
  await entra.control('', { method: 'DELETE' });
});

const secret = { client_id: partnerApp.clientId, client_secret: partnerApp.clientSecret };
const settings = (change: object) =>
  entra.control('/settings', { method: 'PUT', body: JSON.stringify(change) });

describe('client_credentials', () => {
  it('answers an app-only token for the resource asked for (version 1 endpoint)', async () => {
    const { status, headers, body } = await entra.post('/oauth2/token', {
      ...secret,
      grant_type: 'client_credentials',
      resource: partnerCenter,
    });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '3600', resource: partnerCenter });
    expect(body).not.toHaveProperty('refresh_token');
    const claims = await entra.verify(body['access_token']);
    expect(claims).toMatchObject({
      aud: partnerCenter,
      tid: tenantId,
      idtyp: 'app',
      appid: partnerApp.clientId,
    });
    expect(claims).not.toHaveProperty('scp');
    expect(claims).not.toHaveProperty('amr');
  });

  it('answers the same on the version 2 endpoint, with numbers for times', async () => {
    const { body } = await entra.post('/oauth2/v2.0/token', {
      ...secret,
      grant_type: 'client_credentials',
      scope: `${partnerCenter}/.default`,
    });
    expect(body['expires_in']).toBe(3600);
    expect(await entra.verify(body['access_token'])).toMatchObject({ aud: partnerCenter, idtyp: 'app' });
  });

  it('answers version 2 tokens with roles for our own API', async () => {
    const { body } = await entra.post('/oauth2/v2.0/token', {
      ...secret,
      grant_type: 'client_credentials',
      scope: `api://${apiAudience}/.default`,
    });
    const claims = await entra.verify(body['access_token']);
    expect(claims).toMatchObject({
      aud: apiAudience,
      ver: '2.0',
      roles: ['AdminAgent'],
      azp: partnerApp.clientId,
    });
    expect(claims.iss).toBe(`${entra.base}/v2.0`);
  });

  it('takes the secret from HTTP Basic as well', async () => {
    const basic = [partnerApp.clientId, partnerApp.clientSecret].map(encodeURIComponent).join(':');
    const { status } = await entra.post(
      '/oauth2/token',
      { grant_type: 'client_credentials', resource: partnerCenter },
      { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
    );
    expect(status).toBe(200);
  });
});

describe('refresh_token', () => {
  it('answers a user token with the MFA claim, and a new refresh token each time', async () => {
    const first = await entra.refresh(partnerApp.refreshToken);
    expect(await entra.verify(first.body['access_token'])).toMatchObject({
      aud: partnerCenter,
      scp: 'user_impersonation',
      amr: ['pwd', 'mfa'],
      appid: partnerApp.clientId,
    });
    const second = await entra.refresh(String(first.body['refresh_token']));
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first.body['refresh_token']);
    expect((await entra.refresh(partnerApp.refreshToken)).status, 'older ones stay redeemable').toBe(200);
  });

  it('leaves the MFA claim out when the setting says so', async () => {
    await settings({ mfa: false });
    const { body } = await entra.refresh(partnerApp.refreshToken);
    expect((await entra.verify(body['access_token']))['amr']).toEqual(['pwd']);
  });

  it('gives tokens the lifetime of the setting', async () => {
    await settings({ tokenLifetimeSeconds: 90 });
    const { body } = await entra.refresh(partnerApp.refreshToken);
    expect(body['expires_in']).toBe('90');
    const { exp = 0, iat = 0 } = await entra.verify(body['access_token']);
    expect(exp - iat).toBe(90);
  });

  it.each([
    ['expired', 700082],
    ['revoked', 50173],
    ['mfaRequired', 50076],
  ] as const)(
    'refuses every token once they are %s, until the setting is valid again',
    async (state, code) => {
      const issued = String((await entra.refresh(partnerApp.refreshToken)).body['refresh_token']);
      await settings({ refreshTokens: state });
      for (const token of [issued, partnerApp.refreshToken]) {
        const { status, body } = await entra.refresh(token);
        expect(status).toBe(400);
        expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
      }
      await settings({ refreshTokens: 'valid' });
      expect((await entra.refresh(issued)).status).toBe(200);
    },
  );

  it('lets a token lapse 90 days after its issue, and not before', async () => {
    const dayMs = 86_400_000;
    const { body } = await entra.refresh(partnerApp.refreshToken);
    aheadMs = 89 * dayMs;
    const used = await entra.refresh(String(body['refresh_token']));
    expect(used.status).toBe(200);
    aheadMs = 91 * dayMs;
    expect((await entra.refresh(String(body['refresh_token']))).body['error_codes']).toEqual([700082]);
    expect((await entra.refresh(String(used.body['refresh_token']))).status).toBe(200);
  });

  it('still takes a token handed out before a restart', async () => {
    const { body } = await entra.refresh(partnerApp.refreshToken);
    const restarted = await startEntraFixture();
    try {
      expect((await restarted.refresh(String(body['refresh_token']))).status).toBe(200);
    } finally {
      await restarted.simulator.stop();
    }
  });

  it('refuses a token of another client and a token that was tampered with', async () => {
    const token = String((await entra.refresh(partnerApp.refreshToken)).body['refresh_token']);
    const other = await entra.post('/oauth2/v2.0/token', {
      grant_type: 'refresh_token',
      client_id: apiClientId,
      scope: `${partnerCenter}/.default`,
      refresh_token: token,
    });
    expect(other.body).toMatchObject({ error: 'invalid_grant', error_codes: [700007] });
    const forged = token.replace(/^1\../, '1.X');
    expect((await entra.refresh(forged)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [9002313],
    });
  });
});

describe('refusals', () => {
  const grant = { grant_type: 'client_credentials', resource: partnerCenter };

  it.each([
    ['no grant type', {}, 400, 'invalid_request', 900144],
    ['an unknown grant type', { ...secret, grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['no client', grant, 400, 'invalid_request', 900144],
    [
      'an unknown client',
      { ...grant, client_id: tenantId, client_secret: 'x' },
      400,
      'unauthorized_client',
      700016,
    ],
    ['a wrong secret', { ...grant, ...secret, client_secret: 'x' }, 401, 'invalid_client', 7000215],
    ['no secret', { ...grant, client_id: partnerApp.clientId }, 401, 'invalid_client', 7000218],
    [
      'a secret from a public client',
      { ...grant, client_id: apiClientId, client_secret: 'x' },
      401,
      'invalid_client',
      700025,
    ],
    [
      'a public client of its own accord',
      { ...grant, client_id: apiClientId },
      401,
      'invalid_client',
      7000218,
    ],
    [
      'an unknown resource',
      { ...grant, ...secret, resource: 'https://nowhere.example' },
      400,
      'invalid_resource',
      500011,
    ],
    ['no resource', { ...secret, grant_type: 'client_credentials' }, 400, 'invalid_request', 900144],
    [
      'no refresh token',
      { ...secret, grant_type: 'refresh_token', resource: partnerCenter },
      400,
      'invalid_request',
      900144,
    ],
    [
      'an unknown code',
      { ...secret, grant_type: 'authorization_code', resource: partnerCenter, code: 'x' },
      400,
      'invalid_grant',
      9002313,
    ],
  ])('describe %s as Entra does', async (_case, form, status, error, code) => {
    const answer = await entra.post('/oauth2/token', form, {
      'client-request-id': '0f0e4d7a-6a55-4f2e-9d53-1b2f7a8c6eff',
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.body).toMatchObject({
      error,
      error_codes: [code],
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${String(code)}: .+ Trace ID: .+ Timestamp: `),
      ),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: '0f0e4d7a-6a55-4f2e-9d53-1b2f7a8c6eff',
    });
  });

  it.each([
    ['openid profile https://graph.microsoft.com/User.Read', 1002012],
    [`${partnerCenter}/.default https://graph.microsoft.com/.default`, 70011],
    ['nonsense', 70011],
  ])('describe the scope %s as Entra does', async (scope, code) => {
    const { status, body } = await entra.post('/oauth2/v2.0/token', {
      ...secret,
      grant_type: 'client_credentials',
      scope,
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_scope', error_codes: [code] });
  });

  it('names a tenant nobody knows', async () => {
    const reply = await fetch(`${entra.simulator.url}/${apiClientId}/oauth2/token`, { method: 'POST' });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });
});

describe('client_assertion', () => {
  const claims = (change: object = {}) => ({
    aud: `${entra.base}/oauth2/v2.0/token`,
    iss: partnerApp.clientId,
    sub: partnerApp.clientId,
    exp: Math.floor(Date.now() / 1000) + 300,
    ...change,
  });
  const federated = () =>
    claims({ aud: 'api://AzureADTokenExchange', iss: `${entra.base}/v2.0`, sub: apiClientId });
  const send = async (payload: object | string) => {
    const { privateKey } = await generateKeyPair('RS256');
    const assertion =
      typeof payload === 'string'
        ? payload
        : await new SignJWT({ ...payload }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    return entra.post('/oauth2/v2.0/token', {
      grant_type: 'client_credentials',
      client_id: partnerApp.clientId,
      scope: `${partnerCenter}/.default`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
  };

  it('serves in place of the secret: the own certificate or a federated identity', async () => {
    for (const payload of [claims(), federated()]) {
      const { status, body } = await send(payload);
      expect(status).toBe(200);
      expect(await entra.verify(body['access_token'])).toMatchObject({ appidacr: '2', idtyp: 'app' });
    }
  });

  it.each([
    ['is no JWT', () => 'abc', 50027],
    ['is for somebody else', () => claims({ aud: 'https://other.example' }), 700212],
    ['comes from another issuer', () => claims({ iss: apiClientId }), 700211],
    [
      'comes from another tenant',
      () => ({ ...federated(), iss: 'https://login.example/other/v2.0' }),
      700211,
    ],
    ['speaks of another subject', () => claims({ sub: apiClientId }), 700213],
    ['has run out', () => claims({ exp: Math.floor(Date.now() / 1000) - 10 }), 700024],
  ])('is refused when it %s', async (_case, payload, code) => {
    expect((await send(payload())).body['error_codes']).toEqual([code]);
  });
});
