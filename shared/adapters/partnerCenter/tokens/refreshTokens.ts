import { refreshTokenEnd } from '../../../domain/partnerCenter/refreshToken.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import type { Secrets } from '../../../workflows/ports/partnerCenterPorts.ts';
import type { RefreshTokens } from './tokens.ts';

/** More than a week: so old only gets a token that the timer did not replace in its time. */
const replaceAfterMs = 10 * 24 * 60 * 60_000;

/**
 * The refresh token in the secret store. A timer replaces it; every sign-in is given a newer one as well,
 * but keeps it only where the timer's turn was missed, since each write stays in a vault as one more version.
 */
export function createRefreshTokens(secrets: Secrets, clock: Clock): RefreshTokens {
  const name = 'partner-center-refresh-token';
  return {
    read: () => secrets.read(name),
    async write(token) {
      const now = clock.now();
      const current = await secrets.describe(name);
      if (current && now.getTime() - current.updatedAt.getTime() < replaceAfterMs) return;
      await secrets.write(name, token, { expiresAt: refreshTokenEnd(now) });
    },
  };
}
