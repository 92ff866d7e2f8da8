import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { TokenRefused } from './tokenError.ts';
import type { Settings } from './settings.ts';
import { isPersonKey, type PersonKey } from './people.ts';

export type RefreshGrant = {
  clientId: string;
  person: PersonKey;
  /** Milliseconds since 1970 from which on no token of this sign-in is taken, however often it was renewed. */
  endsAt?: number;
};

export type RefreshTokens = {
  issue(grant: RefreshGrant): string;
  /** Whom the token stands for; it stays redeemable. @throws {TokenRefused} */
  redeem(token: string, clientId: string): RefreshGrant;
  /** Makes every token issued so far `valid` again, or refused for the reason given. */
  mark(state: Settings['refreshTokens']): void;
  /** All tokens as at the start. */
  reset(): void;
};

type Options = {
  /** The one token that exists without a sign-in here. */
  first: { token: string; grant: RefreshGrant };
  /** Tokens are sealed with it, so that those handed out before a restart still work. */
  sealKey: string;
  now(): Date;
};

/** Documented: 90 days without use end a refresh token. */
const inactivityMs = 90 * 86_400_000;

export function createRefreshTokens({ first, sealKey, now }: Options): RefreshTokens {
  const startedMs = now().getTime();
  let lastStamp = 0;
  let marked: { state: Settings['refreshTokens']; upTo: number } = { state: 'valid', upTo: 0 };

  // Milliseconds since 1970, but never the same twice: tells which tokens a mark concerns.
  const nextStamp = (): number => (lastStamp = Math.max(now().getTime(), lastStamp + 1));
  const seal = (payload: string): string => createHmac('sha256', sealKey).update(payload).digest('base64url');

  function open(token: string): RefreshGrant & { stamp: number } {
    if (token === first.token) return { ...first.grant, stamp: startedMs };
    const [version, payload = '', signature = ''] = token.split('.');
    const expected = Buffer.from(seal(payload));
    const given = Buffer.from(signature);
    if (version !== '1' || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new TokenRefused(
        'malformedRefreshToken',
        'Invalid request. The refresh token is malformed or unknown.',
      );
    }
    const [stamp = '', clientId = '', person = '', , endsAt = ''] = Buffer.from(payload, 'base64url')
      .toString()
      .split('|');
    return {
      stamp: Number(stamp),
      clientId,
      person: isPersonKey(person) ? person : 'Viewer',
      ...(endsAt === '' ? {} : { endsAt: Number(endsAt) }),
    };
  }

  return {
    issue({ clientId, person, endsAt = '' }) {
      const payload = Buffer.from([nextStamp(), clientId, person, randomUUID(), endsAt].join('|')).toString(
        'base64url',
      );
      return `1.${payload}.${seal(payload)}`;
    },
    redeem(token, clientId) {
      const { stamp, ...grant } = open(token);
      if (grant.clientId !== clientId) {
        throw new TokenRefused(
          'refreshTokenOfOtherClient',
          'The refresh token was issued to another client.',
        );
      }
      const issued = new Date(stamp).toISOString();
      if (grant.endsAt !== undefined && now().getTime() >= grant.endsAt) {
        throw new TokenRefused(
          'refreshTokenOfSpaExpired',
          `The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It was issued on ${issued}.`,
        );
      }
      const state = stamp <= marked.upTo ? marked.state : 'valid';
      if (state === 'expired' || now().getTime() - stamp > inactivityMs) {
        throw new TokenRefused(
          'refreshTokenExpired',
          `The refresh token has expired due to inactivity. It was issued on ${issued} and was inactive for 90.00:00:00.`,
        );
      }
      if (state === 'revoked') {
        throw new TokenRefused(
          'refreshTokenRevoked',
          `The grant was revoked and a fresh one is needed: the user's password changed or an administrator revoked it. It was issued on ${issued}.`,
        );
      }
      if (state === 'mfaRequired') {
        throw new TokenRefused(
          'mfaRequired',
          'Multi-factor authentication is required to access the resource.',
        );
      }
      return grant;
    },
    mark: (state) => void (marked = { state, upTo: nextStamp() }),
    reset: () => void (marked = { state: 'valid', upTo: 0 }),
  };
}
