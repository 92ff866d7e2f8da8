import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  apiAudience,
  apiClientId,
  partnerApp,
  partnerCenter,
  startEntraFixture,
  type EntraFixture,
} from './entraFixture.ts';

let entra: EntraFixture;
let aheadMs = 0;
beforeAll(async () => void (entra = await startEntraFixture(() => new Date(Date.now() + aheadMs))));
afterAll(() => entra.simulator.stop());

const verifier = 'a-verifier-of-at-least-forty-three-characters-000';
const redirectUri = 'http://127.0.0.1:7071/signed-in';
const request = {
  client_id: apiClientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: `openid offline_access api://${apiAudience}/access_as_user`,
  state: 'the state & more',
  nonce: 'n-1',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};

const open = (change: Record<string, string> = {}) => {
  const query = new URLSearchParams({ ...request, ...change });
  return fetch(`${entra.base}/oauth2/v2.0/authorize?${query.toString()}`, { redirect: 'manual' });
};

const pick = async (person: string, change: Record<string, string> = {}) => {
  const reply = await fetch(`${entra.base}/oauth2/v2.0/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...request, ...change, person }),
  });
  expect(reply.status).toBe(302);
  return new URL(reply.headers.get('location') ?? '').searchParams;
};

const redeem = (code: string | null, change: Record<string, string> = {}) =>
  entra.post('/oauth2/v2.0/token', {
    grant_type: 'authorization_code',
    client_id: apiClientId,
    redirect_uri: redirectUri,
    code: code ?? '',
    code_verifier: verifier,
    ...change,
  });

describe('the sign-in page', () => {
  it('lists the demo people, carries the request in a form, and runs no script', async () => {
    const reply = await open({ state: '"><script>alert(1)</script>' });
    const text = await reply.text();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const role of ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'])
      expect(text).toContain(`value="${role}"`);
    expect(text).toContain('name="state" value="&quot;&gt;&lt;script&gt;');
    expect(text).not.toContain('<script');
  });

  it('signs the picked person in: code, state, access token, id token and refresh token', async () => {
    const answer = await pick('SalesAgent');
    expect(answer.get('state')).toBe(request.state);
    const { status, body } = await redeem(answer.get('code'));
    expect(status).toBe(200);
    expect(await entra.verify(body['access_token'])).toMatchObject({
      aud: apiAudience,
      azp: apiClientId,
      roles: ['SalesAgent'],
      scp: 'access_as_user',
      ver: '2.0',
    });
    expect(await entra.verify(body['id_token'])).toMatchObject({
      aud: apiClientId,
      nonce: 'n-1',
      name: 'Tomas Okafor',
    });
    const renewed = await entra.post('/oauth2/v2.0/token', {
      grant_type: 'refresh_token',
      client_id: apiClientId,
      scope: `api://${apiAudience}/.default`,
      refresh_token: String(body['refresh_token']),
    });
    expect(await entra.verify(renewed.body['access_token'])).toMatchObject({ roles: ['SalesAgent'] });
  });

  it('gives a refresh token only to those who ask for offline access', async () => {
    const scope = `openid api://${apiAudience}/access_as_user`;
    const answer = await pick('Viewer', { scope });
    expect((await redeem(answer.get('code'))).body).not.toHaveProperty('refresh_token');
  });

  it('renews the consent of the Partner Center app after its refresh tokens were revoked', async () => {
    await entra.control('/settings', { method: 'PUT', body: JSON.stringify({ refreshTokens: 'revoked' }) });
    const scope = `${partnerCenter}/user_impersonation offline_access`;
    const answer = await pick('AdminAgent', { client_id: partnerApp.clientId, scope });
    const { body } = await redeem(answer.get('code'), {
      client_id: partnerApp.clientId,
      client_secret: partnerApp.clientSecret,
    });
    expect((await entra.refresh(partnerApp.refreshToken)).body['error_codes']).toEqual([50173]);
    expect((await entra.refresh(String(body['refresh_token']))).status).toBe(200);
    // A change of another setting leaves the new token alone.
    await entra.control('/settings', { method: 'PUT', body: JSON.stringify({ mfa: true }) });
    expect((await entra.refresh(String(body['refresh_token']))).status).toBe(200);
    await entra.control('/settings', { method: 'PUT', body: JSON.stringify({ refreshTokens: 'valid' }) });
  });

  it('tells the client when the person cancels', async () => {
    expect((await pick('')).get('error')).toBe('access_denied');
  });

  it('sends nobody to another computer', async () => {
    for (const redirect_uri of [
      'https://evil.example/',
      'http://127.0.0.1.evil.example/',
      'javascript:alert(1)',
      '',
    ]) {
      const reply = await open({ redirect_uri });
      expect(reply.status).toBe(400);
      expect(await reply.text()).toContain('AADSTS50011');
    }
    expect((await open({ client_id: 'nobody' })).status).toBe(400);
  });

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_mode: 'form_post' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: '' }, 'invalid_request'],
    [{ scope: '' }, 'invalid_request'],
    [{ prompt: 'none' }, 'login_required'],
  ])('tells the client what is wrong with %o', async (change, error) => {
    const reply = await open(change);
    expect(reply.status).toBe(302);
    const answer = new URL(reply.headers.get('location') ?? '').searchParams;
    expect(answer.get('error')).toBe(error);
    expect(answer.get('state')).toBe(request.state);
  });

  it('redeems a code once, soon, for the same client, address and verifier', async () => {
    const code = (await pick('Viewer')).get('code');
    expect((await redeem(code, { code_verifier: 'another' })).body['error_codes']).toEqual([50148]);
    expect((await redeem(code, { redirect_uri: `${redirectUri}/` })).body['error_codes']).toEqual([500112]);
    const other = { client_id: partnerApp.clientId, client_secret: partnerApp.clientSecret };
    expect((await redeem(code, other)).body['error_codes']).toEqual([700005]);
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).body['error_codes']).toEqual([54005]);
    const late = (await pick('Viewer')).get('code');
    aheadMs = 11 * 60_000;
    expect((await redeem(late)).body['error_codes']).toEqual([70008]);
    aheadMs = 0;
  });

  it('signs out to an address on this computer only', async () => {
    const out = (target: string) =>
      fetch(`${entra.base}/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(target)}`, {
        redirect: 'manual',
      });
    expect((await out('http://localhost:7071/')).headers.get('location')).toBe('http://localhost:7071/');
    expect((await out('https://evil.example/')).status).toBe(200);
  });
});
