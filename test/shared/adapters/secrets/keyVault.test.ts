import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyVaultSecrets, type KeyVaultOptions } from '../../../../shared/adapters/secrets/keyVault.ts';
import type { Secrets } from '../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { startFakeVault, type FakeVault } from '../../../fakes/keyVault.ts';

const name = 'partner-center-refresh-token';
const start = new Date('2026-03-02T09:00:00Z');
const inThreeMonths = new Date('2026-05-31T09:00:00Z');
let instant = start;
let vault: FakeVault;
beforeAll(async () => {
  vault = await startFakeVault('token of the identity', () => instant.getTime());
});
beforeEach(() => {
  instant = start;
  vault.secrets.clear();
  vault.requests.length = 0;
});
afterAll(() => vault.stop());

const identity = (token = 'token of the identity') => ({
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
});
const connect = (changes: Partial<KeyVaultOptions> = {}): Secrets =>
  createKeyVaultSecrets({
    url: vault.url,
    credential: identity(),
    clock: { now: () => instant },
    timeoutMs: 2_000,
    ...changes,
  });

describe('a secret in the vault', () => {
  it('is read as it was written, in its newest version', async () => {
    await connect().write(name, 'first', { expiresAt: inThreeMonths });
    await connect().write(name, 'sécond "quoted"\n', { expiresAt: inThreeMonths });
    expect(await connect().read(name)).toBe('sécond "quoted"\n');
    expect(vault.secrets.get(name)).toHaveLength(2);
  });

  it('tells when its value was written and when it ends', async () => {
    await connect().write(name, 'value', { expiresAt: inThreeMonths });
    expect(await connect().describe(name)).toEqual({ updatedAt: start, expiresAt: inThreeMonths });
  });

  it('keeps the time of its value when somebody changes its tags', async () => {
    vault.secrets.set(name, [{ value: 'by hand', created: 1_700_000_000, updated: 1_750_000_000 }]);
    expect(await connect().describe(name)).toEqual({
      updatedAt: new Date(1_700_000_000_000),
      expiresAt: null,
    });
  });

  it('is given after its end, too: only Entra knows whether a refresh token still works', async () => {
    await connect().write(name, 'value', { expiresAt: inThreeMonths });
    instant = new Date('2027-01-01T00:00:00Z');
    expect(await connect().read(name)).toBe('value');
  });

  it('that is not there is unavailable, and has no description', async () => {
    await expect(connect().read(name)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
    await expect(connect().read(name)).rejects.toThrow(`There is no secret ${name} in the key vault.`);
    expect(await connect().describe(name)).toBeUndefined();
  });

  it('is asked for with the token of the identity, in a header only', async () => {
    await connect().describe(name);
    expect(vault.requests).toEqual([
      {
        method: 'GET',
        path: `/secrets/${name}`,
        query: '?api-version=7.4',
        authorization: 'Bearer token of the identity',
      },
    ]);
  });
});

describe('a vault that fails', () => {
  it('because the identity may not read it is named with its code', async () => {
    const body = JSON.stringify({
      error: { code: 'Forbidden', message: 'Caller tania@x.example is not authorized' },
    });
    vault.fail({ status: 403, body });
    const failure = connect().read(name);
    await expect(failure).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
    await expect(failure).rejects.toThrow(/status 403, Forbidden for the secret/);
    await expect(failure).rejects.not.toThrow(/tania/);
  });

  it('because it is throttled says how long to wait', async () => {
    vault.fail({ status: 429, headers: { 'retry-after': '7' } });
    await expect(connect().read(name)).rejects.toMatchObject({
      code: 'SECRETS_UNAVAILABLE',
      details: { retryAfterMs: 7000 },
    });
  });

  it.each([
    ['a broken connection', 'reset' as const],
    ['silence', 'silence' as const],
    ['a page of a proxy', { status: 200, body: '<html>' }],
    ['a redirect', { status: 302, headers: { location: `/secrets/${name}?api-version=7.4` } }],
    ['an error', { status: 500, body: '' }],
  ])('because of %s works again afterwards', async (_case, fault) => {
    await connect().write(name, 'value', { expiresAt: inThreeMonths });
    vault.fail(fault);
    await expect(connect().read(name)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
    expect(await connect().read(name)).toBe('value');
  });

  it('after it stored a value has stored it: writing again makes one more version, no harm', async () => {
    vault.fail('resetAfterEffect');
    await expect(connect().write(name, 'value', { expiresAt: inThreeMonths })).rejects.toThrow();
    await connect().write(name, 'value', { expiresAt: inThreeMonths });
    expect(await connect().read(name)).toBe('value');
  });

  it('to take our token is unavailable, without the token in the message', async () => {
    const failure = connect({ credential: identity('a wrong token') }).read(name);
    await expect(failure).rejects.toThrow(/401/);
    await expect(failure).rejects.not.toThrow(/wrong token/);
  });

  it('because there is no identity is unavailable', async () => {
    const credential = { getToken: () => Promise.reject(new Error('no identity here')) };
    await expect(connect({ credential }).read(name)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
    expect(vault.requests).toEqual([]);
  });
});
