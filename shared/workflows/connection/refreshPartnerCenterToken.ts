import { AgreementError } from '../../domain/errors.ts';
import { refreshTokenEnd } from '../../domain/partnerCenter/refreshToken.ts';
import { measureRefreshToken } from './measureRefreshToken.ts';
import type { Needs } from '../ports/ports.ts';

type RefreshPartnerCenterTokenNeeds = Pick<Needs, 'secrets' | 'userSignIn' | 'clock' | 'telemetry'>;

export type TokenRefresh = {
  /** `notReplaced`: the stored token works, but Entra gave no new one in its place. */
  readonly kind: 'replaced' | 'notReplaced';
  readonly daysLeft: number | null;
};

/**
 * Replaces the stored refresh token before it ends, and proves that what is now stored works. A refused sign-in
 * is thrown: only a person with a second factor mends it, so it is not tried again before the next run.
 * @throws {AgreementError} `PARTNER_CENTER_SIGN_IN_FAILED` · `PARTNER_CENTER_UNAVAILABLE` · `SECRETS_UNAVAILABLE`
 */
export async function refreshPartnerCenterToken(
  needs: RefreshPartnerCenterTokenNeeds,
): Promise<TokenRefresh> {
  const { secrets, userSignIn, clock } = needs;
  const name = 'partner-center-refresh-token';
  const old = await secrets.read(name);
  const next = await userSignIn.redeem(old);
  if (next === null) return { kind: 'notReplaced', ...(await measureRefreshToken(needs)) };

  const expiresAt = refreshTokenEnd(clock.now());
  await secrets.write(name, next, { expiresAt });
  try {
    await userSignIn.redeem(await secrets.read(name));
  } catch (failure) {
    // The old one worked a moment ago and stays valid (documented).
    if (isRefused(failure)) await secrets.write(name, old, { expiresAt });
    throw failure;
  }
  return { kind: 'replaced', ...(await measureRefreshToken(needs)) };
}

function isRefused(failure: unknown): boolean {
  return failure instanceof AgreementError && failure.code === 'PARTNER_CENTER_SIGN_IN_FAILED';
}
