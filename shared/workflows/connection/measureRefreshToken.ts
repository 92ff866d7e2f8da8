import { refreshTokenEnd } from '../../domain/partnerCenter/refreshToken.ts';
import type { Needs } from '../ports/ports.ts';

/** Measures how long the stored refresh token still lasts; null where the store does not know its age. */
export async function measureRefreshToken({
  secrets,
  telemetry,
  clock,
}: Pick<Needs, 'secrets' | 'telemetry' | 'clock'>): Promise<{ daysLeft: number | null }> {
  const stored = await secrets.describe('partner-center-refresh-token');
  if (!stored) return { daysLeft: null };
  // A token that was put into the vault by hand may lack its expiry.
  const endsAt = stored.expiresAt ?? refreshTokenEnd(stored.updatedAt);
  const daysLeft = Math.floor((endsAt.getTime() - clock.now().getTime()) / 86_400_000);
  telemetry.gauge('partnerCenter.refreshToken.daysLeft', daysLeft);
  return { daysLeft };
}
