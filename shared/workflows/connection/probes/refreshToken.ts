import { refreshTokenEnd } from '../../../domain/partnerCenter/refreshToken.ts';
import type { Probe } from '../../ports/connectionPorts.ts';

const name = 'partner-center-refresh-token';
const endsSoonDays = 14;

/** The stored refresh token: redeems it, which Entra allows any number of times, and keeps nothing. */
export const refreshToken: Probe = {
  name: 'refreshToken',
  async look({ secrets, userSignIn, clock }) {
    await userSignIn.redeem(await secrets.read(name));
    const stored = await secrets.describe(name);
    if (!stored) return { condition: 'consentWorks', facts: { daysLeft: null } };
    const endsAt = stored.expiresAt ?? refreshTokenEnd(stored.updatedAt);
    const daysLeft = Math.floor((endsAt.getTime() - clock.now().getTime()) / 86_400_000);
    const facts = { storedAt: stored.updatedAt.toISOString(), daysLeft };
    return { condition: daysLeft < endsSoonDays ? 'consentEndsSoon' : 'consentWorks', facts };
  },
};
