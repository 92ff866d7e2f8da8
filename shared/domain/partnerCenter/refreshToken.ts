/** Entra expires a refresh token that is not redeemed for this long (documented). */
const lifetimeMs = 90 * 24 * 60 * 60_000;

/** When a refresh token ends that was given at an instant and is not redeemed again. */
export function refreshTokenEnd(givenAt: Date): Date {
  return new Date(givenAt.getTime() + lifetimeMs);
}
