import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runConsent } from '../../../infra/connection/runConsent.ts';
import type { Simulator } from '../../../infra/local/simulator/simulator.ts';
import { createFileSecrets } from '../../../shared/adapters/secrets/fileStore.ts';
import { createUserTokens } from '../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import {
  clientId,
  order,
  partnerTenantId,
  requestsTo,
  secrets,
  signInAt,
  startTestEntra,
} from '../../shared/adapters/partnerCenter/world.ts';

let entra: Simulator;
let folder: string;
let path: string;
beforeAll(async () => {
  entra = await startTestEntra();
});
beforeEach(async () => {
  await order(entra, 'DELETE', '');
  folder = await mkdtemp(join(tmpdir(), 'consent-'));
  path = join(folder, 'secrets.json');
  return () => rm(folder, { recursive: true });
});
afterAll(() => entra.stop());

const settings = (changes: Record<string, string> = {}) => ({
  ENTRA_URL: entra.url,
  PARTNER_TENANT_ID: partnerTenantId,
  PARTNER_CENTER_CLIENT_ID: clientId,
  PARTNER_CENTER_CLIENT_SECRET: secrets.clientSecret,
  SECRETS_FILE: path,
  ...changes,
});

/** Runs the helper; `person` is given the address to open. What was printed comes back with the outcome. */
async function run(person: (url: URL) => Promise<unknown>, changes: Record<string, string> = {}) {
  const printed: string[] = [];
  let acting: Promise<unknown> = Promise.resolve();
  const say = (line: string): void => {
    printed.push(line);
    if (line.startsWith('http')) acting = person(new URL(line));
  };
  const outcome = await runConsent({ env: settings(changes), port: 0, waitMs: 3_000, say }).then(
    () => 'stored',
    (failure: unknown) => String(failure),
  );
  await acting;
  return { outcome, printed: printed.join('\n') };
}

/** What the browser does after a click: the form goes to Entra, which sends the browser back to us. */
async function signIn(url: URL, person = 'AdminAgent'): Promise<Response> {
  const form = new URLSearchParams(url.searchParams);
  form.set('person', person);
  const target = `${url.origin}${url.pathname}`;
  return fetch(target, { method: 'POST', body: form });
}

const stored = () =>
  createFileSecrets(path, {}, { now: () => new Date() }).read('partner-center-refresh-token');

describe('re-consent', () => {
  it('stores a refresh token that works, with its end, and prints no secret', async () => {
    const { outcome, printed } = await run(signIn);
    expect(outcome).toBe('stored');
    const token = await stored();
    const tokens = createUserTokens(signInAt(entra), {
      read: async () => token,
      write: async () => undefined,
    });
    expect(await tokens.token()).toMatch(/^ey/);
    for (const secret of [token, secrets.clientSecret]) expect(printed).not.toContain(secret);
    // No token of three parts either; "ey" alone may well be in a random state.
    expect(printed).not.toMatch(/ey[\w-]+\.ey[\w-]+\./);
    const file = JSON.parse(await readFile(path, 'utf8')) as Record<string, { expiresAt: string }>;
    const days =
      (Date.parse(file['partner-center-refresh-token']?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  it('asks for a fresh sign-in with PKCE, and proves at the end that it began it', async () => {
    let asked: URLSearchParams | undefined;
    await run((url) => ((asked = url.searchParams), signIn(url)));
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      ...{ response_type: 'code', prompt: 'login', code_challenge_method: 'S256' },
      scope: 'https://api.partnercenter.microsoft.com/.default offline_access',
    });
    const redeemed = (await requestsTo(entra)).find(({ path: called }) => called.endsWith('/token'));
    expect(new URLSearchParams(redeemed?.body).get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });

  it('takes no answer but the one to its own question', async () => {
    const { outcome } = await run(async (url) => {
      const back = url.searchParams.get('redirect_uri') ?? '';
      const refused = await fetch(`${back}/?code=stolen&state=made-up`);
      expect(refused.status).toBe(400);
      expect((await fetch(`${back}/?code=stolen`)).status).toBe(400);
      expect(
        (await fetch(`${back}/other?code=stolen&state=${url.searchParams.get('state') ?? ''}`)).status,
      ).toBe(400);
      await signIn(url);
    });
    expect(outcome).toBe('stored');
  });

  it('stores nothing of a sign-in without a second factor, since Partner Center would refuse it', async () => {
    await order(entra, 'PUT', '/settings', { mfa: false });
    const { outcome } = await run((url) => signIn(url));
    expect(outcome).toContain('900421');
    await expect(stored()).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  });

  it('says when the person declines', async () => {
    expect((await run((url) => signIn(url, ''))).outcome).toContain('access_denied, AADSTS65004');
  });

  it('says when the app’s secret is wrong, without it', async () => {
    const { outcome } = await run(signIn, { PARTNER_CENTER_CLIENT_SECRET: 'a-wrong-secret' });
    expect(outcome).toContain('AADSTS7000215');
    expect(outcome).not.toContain('a-wrong-secret');
  });

  it.each([
    ['the settings that are missing', { PARTNER_TENANT_ID: '' }, 'PARTNER_TENANT_ID'],
    ['where nothing says where to keep the token', { SECRETS_FILE: '' }, 'KEY_VAULT_URL or SECRETS_FILE'],
  ])('names %s', async (_what, changes, expected) => {
    expect((await run(signIn, changes)).outcome).toContain(expected);
  });
});
