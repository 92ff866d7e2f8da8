import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { refreshPartnerCenterToken } from '../../../../shared/workflows/connection/refreshPartnerCenterToken.ts';
import { createWorld, type World } from '../../../fakes/world.ts';

const name = 'partner-center-refresh-token';
const day = 24 * 3_600_000;

describe('refreshPartnerCenterToken', () => {
  it('keeps the new token for 90 days, proves that it works, and measures its life', async () => {
    const world = createWorld();
    expect(await refreshPartnerCenterToken(world)).toEqual({ kind: 'replaced', daysLeft: 90 });
    expect(await world.secrets.read(name)).toBe('token 2');
    // Redeeming what was stored gave a third, which nobody needs.
    expect(world.entra.valid.size).toBe(3);
    expect(world.measured).toEqual([['partnerCenter.refreshToken.daysLeft', 90, {}]]);
  });

  it('lives on, run for run', async () => {
    const world = createWorld();
    for (let week = 0; week < 20; week += 1) {
      expect(await refreshPartnerCenterToken(world)).toEqual({ kind: 'replaced', daysLeft: 90 });
      world.pass(7 * day);
    }
  });

  it('leaves the token alone when Entra gives no new one', async () => {
    const world = createWorld();
    world.entra.rotates = false;
    expect(await refreshPartnerCenterToken(world)).toEqual({ kind: 'notReplaced', daysLeft: null });
    expect(await world.secrets.read(name)).toBe('the first token');
  });

  it('fails when the sign-in is refused, and leaves the token where it is', async () => {
    const world = createWorld();
    world.entra.valid.clear();
    await expect(refreshPartnerCenterToken(world)).rejects.toMatchObject({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
    });
    expect(await world.secrets.read(name)).toBe('the first token');
  });

  it('puts the old token back when the stored new one is refused', async () => {
    const world = createWorld();
    const { secrets } = world;
    const damaging: World['secrets'] = {
      ...secrets,
      write: (key, value, about) => secrets.write(key, value.replace('token 2', 'token'), about),
    };
    await expect(refreshPartnerCenterToken({ ...world, secrets: damaging })).rejects.toMatchObject({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
    });
    expect(await secrets.read(name)).toBe('the first token');
  });

  it('keeps the new token when the proof fails for a reason that passes', async () => {
    const world = createWorld();
    let calls = 0;
    const userSignIn = {
      redeem: (token: string) => {
        calls += 1;
        if (calls === 2) throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Try again.');
        return world.userSignIn.redeem(token);
      },
    };
    await expect(refreshPartnerCenterToken({ ...world, userSignIn })).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
    expect(await world.secrets.read(name)).toBe('token 2');
  });
});
