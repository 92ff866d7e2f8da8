import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';
import { apiAudience, apiClientId, partnerApp, tenantId } from './entraFixture.ts';

const redirectUri = 'http://127.0.0.1:7071/portal/';
const portal = { clientId: '7c0e4d7a-6a55-4f2e-9d53-1b2f7a8c6e04', redirectUris: [redirectUri] };
const verifier = 'a-verifier-of-at-least-forty-three-characters-000';
const request = {
  client_id: portal.clientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: `openid offline_access ${apiAudience}/.default`,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};

let aheadMs = 0;
let entra: Simulator;
beforeAll(async () => {
  entra = await startEntra({
    port: 0,
    tenantId,
    api: { audience: apiAudience, clientId: apiClientId },
    partnerCenterApp: partnerApp,
    portal,
    clock: () => new Date(Date.now() + aheadMs),
  });
});
afterAll(() => entra.stop());

const at = (path: string) => `${entra.url}/${tenantId}/oauth2/v2.0/${path}`;
const open = (change: Record<string, string> = {}, cookie = '') =>
  fetch(at(`authorize?${new URLSearchParams({ ...request, ...change }).toString()}`), {
    redirect: 'manual',
    headers: { cookie },
  });

async function pick(person: string): Promise<{ code: string; cookie: string }> {
  const body = new URLSearchParams({ ...request, person });
  const reply = await fetch(at('authorize'), { method: 'POST', redirect: 'manual', body });
  const code = new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? '';
  return { code, cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

async function token(form: Record<string, string>, origin = 'http://127.0.0.1:7071') {
  const body = new URLSearchParams({ client_id: portal.clientId, ...form });
  const reply = await fetch(at('token'), { method: 'POST', body, headers: { origin } });
  const answer = (await reply.json()) as Record<string, string> & { error_codes?: number[] };
  return { reply, answer };
}
const redeem = (code: string) =>
  token({ grant_type: 'authorization_code', redirect_uri: redirectUri, code, code_verifier: verifier });

it('returns only to the registered address of a single-page app', async () => {
  expect((await open()).status).toBe(200);
  expect((await open({ redirect_uri: 'http://127.0.0.1:9999/portal/' })).status).toBe(400);
  const leave = (target: string) =>
    fetch(at(`logout?post_logout_redirect_uri=${encodeURIComponent(target)}`), { redirect: 'manual' });
  expect((await leave(redirectUri)).status).toBe(302);
});

it('offers every demo person, a second reseller and a person without a role', async () => {
  const page = await (await open()).text();
  for (const name of ['Mara', 'Tomas', 'Yuki', 'Nadia', 'Farid', 'Nils']) expect(page).toContain(name);
});

it('remembers who signed in until they sign out, and then asks again', async () => {
  expect(new URL((await open({ prompt: 'none' })).headers.get('location') ?? '').search).toContain(
    'login_required',
  );
  const { cookie } = await pick('SalesAgent');
  const silent = await open({ prompt: 'none' }, cookie);
  expect(new URL(silent.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy();
  expect((await open({ prompt: 'select_account' }, cookie)).status).toBe(200);
  const left = await fetch(at('logout'), { headers: { cookie } });
  expect(left.headers.get('set-cookie')).toMatch(/Max-Age=0/i);
});

it('lets scripts at the registered address read the answers, and no others', async () => {
  const { code } = await pick('AdminAgent');
  const { reply } = await redeem(code);
  expect(reply.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:7071');
  const { reply: other } = await token({ grant_type: 'refresh_token' }, 'https://evil.example');
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

it('ends the renewals of a single-page app 24 hours after the sign-in', async () => {
  const { answer } = await redeem((await pick('Viewer')).code);
  const renew = (refresh: string) =>
    token({ grant_type: 'refresh_token', scope: request.scope, refresh_token: refresh });
  aheadMs = 23 * 3_600_000;
  const renewed = await renew(answer['refresh_token'] ?? '');
  expect(renewed.reply.status).toBe(200);
  aheadMs = 25 * 3_600_000;
  const late = await renew(renewed.answer['refresh_token'] ?? '');
  expect(late.answer.error_codes).toEqual([700084]);
  expect(late.answer['error']).toBe('invalid_grant');
  aheadMs = 0;
});
