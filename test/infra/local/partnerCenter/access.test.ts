import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerTenantId, startWorld, tailspinToys, userId, type World } from './startWorld.ts';

describe('access to the Partner Center simulator', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('asks for a token with a header and an empty body', async () => {
    const answer = await world.send('/v1/customers?size=0', { headers: { 'MS-CorrelationId': 'a-trace' } });
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('');
    expect(answer.headers.get('www-authenticate')).toBe('OAuth realm=urn:cpsvc:cpid:a-trace');
  });

  it.each([
    ['an expired one', { exp: 1 }],
    ['one for another audience', { aud: 'https://graph.microsoft.com' }],
  ])('takes no token it cannot trust: %s', async (_, claims) => {
    const answer = await world.as({ idtyp: 'app', ...claims })('/v1/customers?size=0');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^OAuth realm=urn:cpsvc:cpid:/);
  });

  it('takes no token signed with a key of somebody else', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ tid: partnerTenantId, idtyp: 'app' })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setAudience('https://api.partnercenter.microsoft.com')
      .sign(privateKey);
    const headers = { authorization: `Bearer ${forged}` };
    expect((await world.send('/v1/customers?size=0', { headers })).status).toBe(401);
  });

  it.each([
    ['401/900420 to the retired audience', { idtyp: 'app', aud: 'https://graph.windows.net' }, 401, 900420],
    ['403/2032 to another tenant', { idtyp: 'app', tid: '11111111-1111-4111-8111-111111111111' }, 403, 2032],
    ['401/400 to a token of neither kind', { oid: userId }, 401, 400],
    ['401/400 to a user token without the scope', { oid: userId, scp: 'other' }, 401, 400],
    [
      '401/900421 to a user token without MFA',
      { oid: userId, scp: 'user_impersonation', amr: ['pwd'] },
      401,
      900421,
    ],
  ])('answers %s', async (_, claims, status, code) => {
    const answer = await world.as(claims)('/v1/agreements');
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('takes user tokens without MFA while it is not enforced, and reports it when asked', async () => {
    await world.set({ mfaEnforced: false });
    const withoutMfa = world.as({ oid: userId, scp: 'user_impersonation', amr: ['pwd'] });
    const answer = await withoutMfa('/v1/agreements', { headers: { ValidateMfa: 'true' } });
    await world.set({ mfaEnforced: true });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ismfacompliant')).toBe('false');
  });

  it('gives an indirect reseller nothing', async () => {
    await world.set({ partnerType: 'indirectReseller' });
    const answers = [await world.asApp('/v1/customers?size=0'), await world.asUser('/v1/agreements')];
    await world.set({ partnerType: 'directBill' });
    for (const answer of answers) expect(answer).toMatchObject({ status: 403, body: { code: 2032 } });
  });

  it.each([
    '/v1/agreements',
    `/v1/customers/${tailspinToys}/agreements`,
    `/v1/customers/${tailspinToys}/directSignedMicrosoftCustomerAgreementStatus`,
    '/v1/customers/relationshiprequests',
    `/v1/customers/${tailspinToys}/relationships`,
    '/v1/relationships?relationship_type=IsIndirectResellerOf',
    '/v1/profiles/organization',
  ])('keeps application tokens from %s', async (path) => {
    expect(await world.asApp(path)).toMatchObject({ status: 403, body: { code: 900329 } });
    expect((await world.asUser(path)).status).not.toBe(403);
  });

  it('keeps user tokens from attestations', async () => {
    expect((await world.asUser('/v1/attestations/enhanced', { body: {} })).status).toBe(403);
  });
});
