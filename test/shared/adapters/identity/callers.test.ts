import { createHmac, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import {
  createCallerVerifier,
  type CallerVerifier,
  type CallerVerifierOptions,
} from '../../../../shared/adapters/identity/callers.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';

const tenantId = '3b33e682-00c3-41ee-9dd2-a548adf56438';
const audience = '6c1e2c6e-8a53-4a1e-9a6e-5f0a3c0f7d11';
const clientId = '0d5b8f10-6a5e-4a37-9b1f-1d2a7a0c9e22';
const resellerTenantId = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const oid = '7e7c2f9b-2a51-4d3c-8c1b-0a9d3e5f6b33';
const clock = { now: () => new Date() };
/** Neither programs without a person nor guests. */
const closed = { appOnlyClients: [], guests: 'none' } as const;
const notAuthenticated = expect.objectContaining({
  code: 'NOT_AUTHENTICATED',
  message: 'A valid access token of your organisation is needed.',
}) as unknown;

describe('tokens of the Entra simulator', () => {
  let entra: Simulator;
  let callers: CallerVerifier;
  const token = async (query: string) => (await fetch(`${entra.url}/token?${query}`)).text();
  const verify = async (query: string) => callers.verify(`Bearer ${await token(query)}`);

  beforeAll(async () => {
    entra = await startEntra({
      port: 0,
      tenantId,
      api: { audience, clientId },
      partnerCenterApp: { clientId: randomUUID(), clientSecret: 's', refreshToken: 'r' },
    });
    const allowedClients = [clientId];
    callers = createCallerVerifier({
      entraUrl: entra.url,
      tenantId,
      audience,
      allowedClients,
      ...closed,
      clock,
    });
  });
  afterAll(() => entra.stop());

  it('name the caller, the client and the roles', async () => {
    expect(await verify(`role=SalesAgent,Viewer&oid=${oid}`)).toEqual({
      id: oid,
      key: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      name: 'Demo SalesAgent and Viewer',
      clientId,
      roles: ['SalesAgent', 'Viewer'],
      resellerTenantId: null,
    });
  });

  it('give one person one key, and two persons two', async () => {
    const [first, again, other] = await Promise.all(
      [oid, oid, randomUUID()].map((one) => verify(`role=AdminAgent&oid=${one}`)),
    );
    expect(again?.key).toBe(first?.key);
    expect(other?.key).not.toBe(first?.key);
  });

  it('of a reseller name its tenant', async () => {
    const caller = await verify(`role=Reseller&reseller=${resellerTenantId.toUpperCase()}`);
    expect(caller).toMatchObject({ roles: ['Reseller'], resellerTenantId });
  });

  it.each([
    ['another audience', `aud=${randomUUID()}`],
    ['another tenant', `tid=${randomUUID()}`],
    ['a client that is not allowed', `azp=${randomUUID()}`],
    ['a life that ended', 'expiresInSeconds=-61'],
  ])('with %s are refused', async (_case, query) => {
    await expect(verify(`role=AdminAgent&${query}`)).rejects.toEqual(notAuthenticated);
  });

  it('are still taken within a minute of their end, since clocks differ', async () => {
    expect(await verify('role=AdminAgent&expiresInSeconds=-30')).toMatchObject({ roles: ['AdminAgent'] });
  });

  it('of a reseller without a tenant are refused', async () => {
    await expect(verify('role=Reseller&reseller=')).rejects.toEqual(notAuthenticated);
  });

  it('of another issuer with the same keys are refused', async () => {
    const allowedClients = [clientId];
    const entraUrl = entra.url.replace('127.0.0.1', 'localhost');
    const elsewhere = createCallerVerifier({
      entraUrl,
      tenantId,
      audience,
      allowedClients,
      ...closed,
      clock,
    });
    const header = `Bearer ${await token('role=AdminAgent')}`;
    await expect(elsewhere.verify(header)).rejects.toEqual(notAuthenticated);
  });

  it('let nobody in when no client is allowed', async () => {
    const nobody = createCallerVerifier({
      entraUrl: entra.url,
      tenantId,
      audience,
      allowedClients: [],
      ...closed,
      clock,
    });
    await expect(nobody.verify(`Bearer ${await token('role=AdminAgent')}`)).rejects.toEqual(notAuthenticated);
  });
});

/** Keys of our own, so that every kind of wrong token can be made. */
describe('forged tokens', () => {
  const kid = 'key-1';
  const requests: string[] = [];
  let server: Server;
  let url: string;
  let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
  let callers: CallerVerifier;

  beforeAll(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid, use: 'sig' }] };
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const allowedClients = [clientId];
    callers = createCallerVerifier({ entraUrl: url, tenantId, audience, allowedClients, ...closed, clock });
  });
  afterAll(() => server.close());

  const nowS = () => Math.floor(Date.now() / 1000);
  const claims = (): JWTPayload => ({
    iss: `${url}/${tenantId}/v2.0`,
    aud: audience,
    tid: tenantId,
    oid,
    azp: clientId,
    ver: '2.0',
    scp: 'access',
    roles: ['AdminAgent'],
    iat: nowS(),
    nbf: nowS(),
    exp: nowS() + 3600,
  });
  const sign = (payload: JWTPayload, header: Record<string, unknown> = {}, key = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header }).sign(key);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const refused = async (token: string) => {
    await expect(callers.verify(`Bearer ${token}`)).rejects.toEqual(notAuthenticated);
  };

  it('differ from the good token in one thing only: the good one is taken', async () => {
    expect(await callers.verify(`Bearer ${await sign(claims())}`)).toMatchObject({ roles: ['AdminAgent'] });
    expect(await callers.verify(`bearer ${await sign(claims())}`)).toMatchObject({ id: oid });
  });

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('with the algorithm "%s" are refused', async (alg) => {
    const unsigned = `${part({ alg, typ: 'JWT', kid })}.${part(claims())}`;
    await refused(`${unsigned}.`);
    await refused(`${unsigned}.AAAA`);
  });

  it('signed by HMAC with the public key are refused', async () => {
    const spki = await exportSPKI(keys.publicKey);
    const jwk = JSON.stringify(await exportJWK(keys.publicKey));
    for (const secret of [spki, spki.trim(), jwk]) {
      const content = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claims())}`;
      await refused(`${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`);
    }
  });

  it.each(['RS384', 'RS512', 'PS256'])('signed by the right key with %s are refused', async (alg) => {
    const { privateKey } = await generateKeyPair(alg);
    await refused(await sign(claims(), { alg }, privateKey));
  });

  it('signed by another key under our key id are refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await refused(await sign(claims(), {}, privateKey));
  });

  it.each([
    ['a path as key id', { kid: '../../../../dev/null' }],
    ['an injection as key id', { kid: "key-1' OR '1'='1" }],
    ['an unknown key id', { kid: 'key-2' }],
    ['a number as key id', { kid: 1 }],
    ['an object as key id', { kid: { toString: 'key-1' } }],
    ['unknown critical headers', { crit: ['exp2'], exp2: 1 }],
  ])('with %s are refused', async (_case, header) => {
    const content = `${part({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${part(claims())}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await refused(
      `${content}.${signBytes('sha256', Buffer.from(content), privateKey).toString('base64url')}`,
    );
  });

  it('that bring or name their own key are refused, and nobody follows their links', async () => {
    const attacker = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(attacker.publicKey);
    const before = requests.length;
    const tricks: Record<string, unknown>[] = [
      { jwk },
      { jku: `${url}/evil` },
      { x5u: `${url}/evil` },
      { x5c: ['AAAA'] },
    ];
    for (const header of tricks) {
      await refused(await sign(claims(), header, attacker.privateKey));
    }
    expect(requests.slice(before).filter((path) => path.includes('evil'))).toEqual([]);
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['another audience', () => ({ aud: randomUUID() })],
    ['our audience among others', () => ({ aud: [audience, randomUUID()] })],
    ['no audience', () => ({ aud: undefined })],
    ['the issuer of version 1', () => ({ iss: `https://sts.windows.net/${tenantId}/` })],
    ['the issuer of another tenant', () => ({ iss: `${url}/${randomUUID()}/v2.0` })],
    ['our issuer with a slash more', () => ({ iss: `${url}/${tenantId}/v2.0/` })],
    ['no issuer', () => ({ iss: undefined })],
    ['another tenant', () => ({ tid: randomUUID() })],
    ['no tenant', () => ({ tid: undefined })],
    ['another client', () => ({ azp: randomUUID() })],
    ['a client of version 1', () => ({ azp: undefined, appid: clientId })],
    ['version 1', () => ({ ver: '1.0' })],
    ['no object id', () => ({ oid: undefined })],
    ['the nil object id', () => ({ oid: '00000000-0000-0000-0000-000000000000' })],
    ['an end long ago', () => ({ exp: nowS() - 3600 })],
    ['an end just beyond the tolerance', () => ({ exp: nowS() - 62 })],
    ['no end', () => ({ exp: undefined })],
    ['an end in words', () => ({ exp: 'tomorrow' })],
    ['a beginning in the future', () => ({ nbf: nowS() + 300 })],
    ['no beginning', () => ({ nbf: undefined })],
    ['roles that are a text', () => ({ roles: 'AdminAgent' })],
    ['the role of a reseller without its tenant', () => ({ roles: ['Reseller'] })],
    ['a reseller that is no tenant id', () => ({ roles: ['Reseller'], reseller_tenant_id: '*' })],
  ])('with %s are refused', async (_case, wrong) => {
    await refused(await sign({ ...claims(), ...wrong() }));
  });

  it('without roles are verified, and hold none', async () => {
    const { roles: _roles, ...rest } = claims();
    expect(await callers.verify(`Bearer ${await sign(rest)}`)).toMatchObject({ roles: [] });
    const foreign = { ...claims(), roles: ['Owner', 'adminagent', '__proto__'] };
    expect(await callers.verify(`Bearer ${await sign(foreign)}`)).toMatchObject({ roles: [] });
  });

  const home = resellerTenantId;
  const idp = `https://sts.windows.net/${home}/`;
  const admitting = (kinds: Partial<Pick<CallerVerifierOptions, 'appOnlyClients' | 'guests'>>) => {
    const allowedClients = [clientId];
    return createCallerVerifier({
      ...{ entraUrl: url, tenantId, audience, allowedClients, clock },
      ...closed,
      ...kinds,
    });
  };

  it.each<[string, object]>([
    ['has no scope', { scp: undefined }],
    ['has a blank scope', { scp: ' ' }],
    ['says that it is an app, beside a scope', { idtyp: 'app' }],
  ])('of a program that %s are taken only from the clients of the setting', async (_case, own) => {
    const header = `Bearer ${await sign({ ...claims(), ...own })}`;
    await expect(callers.verify(header)).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    const others = admitting({ appOnlyClients: [randomUUID()], guests: 'all' });
    await expect(others.verify(header)).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await admitting({ appOnlyClients: [clientId] }).verify(header)).toMatchObject({ id: oid });
  });

  it.each<[string, object]>([
    ['the issuer of another tenant', { idp }],
    ['the newer issuer of another tenant', { idp: `https://login.microsoftonline.com/${home}/v2.0` }],
    ['a personal account', { idp: 'live.com' }],
    ['a one-time code by mail', { idp: 'mail' }],
    ["an issuer that only contains the partner's tenant", { idp: `https://evil.example/${tenantId}/` }],
    ['the account kind of a guest', { acct: 1 }],
  ])('of a guest with %s are taken only where the setting says all', async (_case, own) => {
    const header = `Bearer ${await sign({ ...claims(), ...own })}`;
    for (const guests of ['none', 'resellers'] as const) {
      const verify = admitting({ guests, appOnlyClients: [clientId] }).verify(header);
      await expect(verify).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    }
    expect(await admitting({ guests: 'all' }).verify(header)).toMatchObject({ id: oid });
  });

  it.each([
    ['the issuer of the token', () => `${url}/${tenantId}/v2.0`],
    ["the partner's tenant", () => `https://sts.windows.net/${tenantId}/`],
  ])('that name %s as the home are those of a member', async (_case, own) => {
    expect(await callers.verify(`Bearer ${await sign({ ...claims(), idp: own(), acct: 0 })}`)).toMatchObject({
      id: oid,
    });
  });

  it('of a guest of a reseller name the home tenant, unless a claim names the reseller', async () => {
    const sell = { ...claims(), roles: ['Reseller'], idp };
    const { verify } = admitting({ guests: 'resellers' });
    expect(await verify(`Bearer ${await sign(sell)}`)).toMatchObject({ resellerTenantId: home });
    const named = `Bearer ${await sign({ ...sell, reseller_tenant_id: oid })}`;
    expect(await verify(named)).toMatchObject({ resellerTenantId: oid });
    const both = `Bearer ${await sign({ ...sell, roles: ['Reseller', 'Viewer'] })}`;
    await expect(verify(both)).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    const personal = { ...sell, idp: 'https://sts.windows.net/9188040d-6c67-4c5b-b112-36a304b66dad/' };
    await expect(verify(`Bearer ${await sign(personal)}`)).rejects.toEqual(notAuthenticated);
  });

  it.each([
    ['Mara Lindqvist', 'Mara Lindqvist'],
    [' Ma\u202era\n', 'Mara'],
    ['x'.repeat(500), 'x'.repeat(100)],
    ['\u200b', null],
    [undefined, null],
    [7, null],
  ])('name the person %j as %j', async (name, shown) => {
    expect(await callers.verify(`Bearer ${await sign({ ...claims(), name })}`)).toMatchObject({
      name: shown,
    });
  });

  it('keep the tenant of a reseller only with the role', async () => {
    const caller = await callers.verify(`Bearer ${await sign({ ...claims(), reseller_tenant_id: oid })}`);
    expect(caller.resellerTenantId).toBeNull();
  });

  it('in another form are refused', async () => {
    const good = await sign(claims());
    const [header = '', payload = '', signature = ''] = good.split('.');
    await refused(`${header}.${payload}`);
    await refused(`${header}.${payload}.`);
    await refused(`${good}.AAAA.AAAA`);
    await refused(`${header}.${part({ ...claims(), oid: randomUUID() })}.${signature}`);
    await refused(`${header}.${Buffer.from('[]').toString('base64url')}.${signature}`);
    await refused(`${good}, Bearer ${good}`);
    for (const wrong of [null, '', 'Bearer', `Basic ${good}`, good, `Bearer ${good}\nX: y`]) {
      await expect(callers.verify(wrong)).rejects.toEqual(notAuthenticated);
    }
  });

  it('are refused as ever after the good one was taken, and so is that one when its life is over', async () => {
    let now = new Date();
    const allowedClients = [clientId];
    const later = createCallerVerifier({
      ...{ entraUrl: url, tenantId, audience, allowedClients, ...closed },
      clock: { now: () => now },
    });
    const good = await sign({ ...claims(), exp: nowS() + 120 });
    const [header = '', payload = '', signature = ''] = good.split('.');
    for (const _time of [1, 2]) expect(await later.verify(`Bearer ${good}`)).toMatchObject({ id: oid });
    const forged = `${header}.${part({ ...claims(), oid: randomUUID() })}.${signature}`;
    await expect(later.verify(`Bearer ${forged}`)).rejects.toEqual(notAuthenticated);
    const otherSignature = signature.replace(/./g, (letter) => (letter === 'A' ? 'B' : 'A'));
    await expect(later.verify(`Bearer ${header}.${payload}.${otherSignature}`)).rejects.toEqual(
      notAuthenticated,
    );
    now = new Date(now.getTime() + 182_000);
    await expect(later.verify(`Bearer ${good}`)).rejects.toEqual(notAuthenticated);
  });

  it.each([16_384, 100_000])('of %i characters are refused, though all else is right', async (length) => {
    await refused(await sign({ ...claims(), padding: 'x'.repeat(length) }));
  });
});

describe('when the keys cannot be read', () => {
  it.each([
    ['nobody listens', undefined],
    ['the answer is an error', 503],
    ['the answer is not a key set', 200],
  ])('because %s, the caller is not blamed', async (_case, status) => {
    const server = createServer((_request, response) => void response.writeHead(status ?? 500).end('{}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const entraUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    if (status === undefined) await new Promise((done) => server.close(done));
    const { privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);
    const callers = createCallerVerifier({
      entraUrl,
      tenantId,
      audience,
      allowedClients: [clientId],
      ...closed,
      clock,
    });
    await expect(callers.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    server.close();
  });
});
