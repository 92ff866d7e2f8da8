import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiAudience, apiClientId, startEntraFixture, tenantId, type EntraFixture } from './entraFixture.ts';

let entra: EntraFixture;
beforeAll(async () => void (entra = await startEntraFixture()));
afterAll(() => entra.simulator.stop());

const ask = async (query: string) => {
  const reply = await fetch(`${entra.simulator.url}/token?${query}`);
  return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
};

describe('GET /token', () => {
  it('answers a version 2 token that passes every check of a careful API', async () => {
    const { status, type, text } = await ask('role=AdminAgent');
    expect(status).toBe(200);
    expect(type).toContain('text/plain');
    const keys = createRemoteJWKSet(new URL(`${entra.base}/discovery/v2.0/keys`));
    const { payload, protectedHeader } = await jwtVerify(text, keys, {
      algorithms: ['RS256'],
      issuer: `${entra.base}/v2.0`,
      audience: apiAudience,
      requiredClaims: ['exp', 'nbf', 'iat', 'sub', 'oid'],
    });
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toMatchObject({ tid: tenantId, azp: apiClientId, ver: '2.0', roles: ['AdminAgent'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it('gives one role the same person each time, and other roles another', async () => {
    const oid = async (query: string) => (await entra.verify((await ask(query)).text))['oid'];
    expect(await oid('role=Viewer')).toBe(await oid('role=Viewer'));
    expect(await oid('role=Viewer')).not.toBe(await oid('role=SalesAgent'));
    expect(await oid('role=Viewer,SalesAgent')).toBe(await oid('role=SalesAgent,Viewer'));
    expect(await oid('role=Viewer&name=Ann')).not.toBe(await oid('role=Viewer&name=Ben'));
  });

  it('names the reseller only in a reseller token, and forgets it for the next caller', async () => {
    const reseller = 'AA0E4D7A-6A55-4F2E-9D53-1B2F7A8C6E99';
    const claim = async (query: string) =>
      (await entra.verify((await ask(query)).text))['reseller_tenant_id'];
    expect(await claim(`role=Reseller&reseller=${reseller}`)).toBe(reseller.toLowerCase());
    expect(await claim('role=Reseller')).not.toBe(reseller.toLowerCase());
    expect(await claim('role=Reseller&reseller=')).toBeUndefined();
    expect(await claim(`role=Viewer&reseller=${reseller}`)).toBeUndefined();
  });

  it('makes wrong tokens on demand', async () => {
    const { text } = await ask('role=Viewer&aud=other&tid=elsewhere&azp=somebody&oid=me');
    expect(await entra.verify(text)).toMatchObject({
      aud: 'other',
      tid: 'elsewhere',
      azp: 'somebody',
      oid: 'me',
    });
    const expired = await ask('role=Viewer&expiresInSeconds=-30');
    await expect(entra.verify(expired.text)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it.each([
    ['role=Boss', 'Unknown role "Boss"'],
    ['', 'Say which role'],
    ['roles=AdminAgent', 'Unknown parameter "roles"'],
    ['role=Reseller&reseller=contoso', 'tenant id'],
    ['role=Viewer&expiresInSeconds=soon', 'whole number'],
  ])('refuses ?%s in words', async (query, words) => {
    const { status, text } = await ask(query);
    expect(status).toBe(400);
    expect(text).toContain(words);
  });
});

describe('signing keys', () => {
  it('publishes a new key beside the old one until the reset', async () => {
    const before = (await ask('role=Viewer')).text;
    const { kid } = (await entra.control('/keys/rotate', { method: 'POST' })) as { kid: string };
    const after = (await ask('role=Viewer')).text;
    expect(decodeProtectedHeader(after).kid).toBe(kid);
    expect(decodeProtectedHeader(before).kid).not.toBe(kid);
    await entra.verify(before);
    await entra.verify(after);
    await entra.control('', { method: 'DELETE' });
    await entra.verify(after);
    await expect(entra.verify(before)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('publishes no private part', async () => {
    const { keys } = (await (await fetch(`${entra.base}/discovery/v2.0/keys`)).json()) as { keys: object[] };
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use']);
  });

  it('are found through the discovery document', async () => {
    const discovery = (await (
      await fetch(`${entra.base}/v2.0/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    expect(discovery['issuer']).toBe(`${entra.base}/v2.0`);
    expect((await fetch(discovery['jwks_uri'] ?? '')).status).toBe(200);
  });
});
