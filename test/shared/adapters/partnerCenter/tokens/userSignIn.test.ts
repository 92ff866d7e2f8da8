import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../../../infra/local/simulator/simulator.ts';
import { createKeyVaultSecrets } from '../../../../../shared/adapters/secrets/keyVault.ts';
import { createUserSignIn } from '../../../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { refreshPartnerCenterToken } from '../../../../../shared/workflows/connection/refreshPartnerCenterToken.ts';
import { startFakeVault, type FakeVault } from '../../../../fakes/keyVault.ts';
import { telemetryInMemory } from '../../../../fakes/telemetry.ts';
import { createWorld } from '../../../../fakes/world.ts';
import { order, requestsTo, secrets, signInAt, startTestEntra } from '../world.ts';

const name = 'partner-center-refresh-token';
const clock = { now: () => new Date() };
let entra: Simulator;
let vault: FakeVault;
beforeAll(async () => {
  entra = await startTestEntra();
  vault = await startFakeVault('vault token');
});
beforeEach(async () => {
  await order(entra, 'DELETE', '');
  const seconds = Math.floor(Date.now() / 1000);
  vault.secrets.set(name, [{ value: secrets.refreshToken, created: seconds, updated: seconds }]);
});
afterAll(async () => {
  await entra.stop();
  await vault.stop();
});

/** What the timer runs, between the Entra simulator and a vault. */
function rotation() {
  const telemetry = telemetryInMemory();
  const credential = { getToken: async () => ({ token: 'vault token', expiresOnTimestamp: 0 }) };
  const needs = {
    ...createWorld(),
    clock,
    telemetry,
    secrets: createKeyVaultSecrets({ url: vault.url, credential, clock }),
    userSignIn: createUserSignIn(signInAt(entra, { telemetry })),
  };
  return { run: () => refreshPartnerCenterToken(needs), telemetry };
}

const redeemed = async () =>
  (await requestsTo(entra))
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => new URLSearchParams(body).get('refresh_token'));
const versions = () => (vault.secrets.get(name) ?? []).map(({ value }) => value);

describe('the rotation of the refresh token', () => {
  it('stores the new token as a new version that ends in 90 days, and redeems what it stored', async () => {
    expect(await rotation().run()).toEqual({ kind: 'replaced', daysLeft: 89 });
    expect(versions()).toHaveLength(2);
    expect(await redeemed()).toEqual(versions());
    const inDays = ((vault.secrets.get(name)?.at(-1)?.exp ?? 0) * 1000 - Date.now()) / 86_400_000;
    expect(Math.round(inDays)).toBe(90);
  });

  it('goes on from its own token the next time', async () => {
    await rotation().run();
    await rotation().run();
    expect(versions()).toHaveLength(3);
    expect((await redeemed()).slice(2)).toEqual(versions().slice(1));
  });

  it.each([
    ['expired', 'AADSTS700082'],
    ['revoked', 'AADSTS50173'],
    ['mfaRequired', 'AADSTS50076'],
  ])(
    'of a token that is %s asks once, counts the refusal and stores nothing',
    async (refreshTokens, code) => {
      await order(entra, 'PUT', '/settings', { refreshTokens });
      const { run, telemetry } = rotation();
      await expect(run()).rejects.toMatchObject({ code: 'PARTNER_CENTER_SIGN_IN_FAILED' });
      expect(telemetry.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
        { metric: 'partnerCenter.signIn.failed', value: 1, code },
      ]);
      expect(await redeemed()).toHaveLength(1);
      expect(versions()).toEqual([secrets.refreshToken]);
    },
  );

  it('counts nothing when Entra fails in passing', async () => {
    await order(entra, 'POST', '/faults', [
      { match: { method: 'POST', path: '/*/oauth2/v2.0/token' }, times: 1, then: { status: 503, body: '' } },
    ]);
    const { run, telemetry } = rotation();
    await expect(run()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    expect(telemetry.lines).toEqual([]);
  });

  it('has a token left that works when the reply of the vault gets lost', async () => {
    vault.fail('resetAfterEffect', 'PUT');
    await expect(rotation().run()).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
    expect(versions()).toHaveLength(2);
    expect(await rotation().run()).toMatchObject({ kind: 'replaced' });
  });
});
