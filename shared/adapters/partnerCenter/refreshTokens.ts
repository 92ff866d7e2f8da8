import type { Clock, Secrets } from '../../workflows/ports.ts';
import type { RefreshTokens } from './tokens.ts';

const dayMs = 24 * 60 * 60_000;
/** Entra's life of an unused refresh token (documented). */
const lifetimeMs = 90 * dayMs;
/** More than a week: so old only gets a token that the timer did not replace in its time. */
const replaceAfterMs = 10 * dayMs;

/**
 * The refresh token in the secret store. A timer replaces it; every sign-in is given a newer one as well,
 * but keeps it only where the timer's turn was missed, since each write stays in a vault as one more version.
 */
export function createRefreshTokens(secrets: Secrets, clock: Clock): RefreshTokens {
  const name = 'partner-center-refresh-token';
  return {
    read: () => secrets.read(name),
    async write(token) {
      const now = clock.now().getTime();
      const current = await secrets.describe(name);
      if (current && now - current.updatedAt.getTime() < replaceAfterMs) return;
      await secrets.write(name, token, { expiresAt: new Date(now + lifetimeMs) });
    },
  };
}
