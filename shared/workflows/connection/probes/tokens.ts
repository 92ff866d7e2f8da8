import type { Probe, TokenFacts } from '../../ports/connectionPorts.ts';

const factsOf = ({ issuedAt, expiresAt, mfa }: TokenFacts, now: Date) => ({
  issuedAt: issuedAt?.toISOString() ?? null,
  ageSeconds: issuedAt && Math.round((now.getTime() - issuedAt.getTime()) / 1000),
  expiresAt: expiresAt?.toISOString() ?? null,
  ...(mfa === null ? {} : { mfa }),
});

/** The token of the app alone. */
export const appToken: Probe = {
  name: 'appToken',
  async look({ signIns, clock }) {
    const token = await signIns.inspect('appOnly');
    return { condition: 'signedIn', facts: factsOf(token, clock.now()) };
  },
};

/** The token of the app on behalf of the service account. */
export const userToken: Probe = {
  name: 'userToken',
  async look({ signIns, clock }) {
    const token = await signIns.inspect('appAndUser');
    const condition = token.mfa === false ? 'tokenWithoutMfa' : 'signedIn';
    return { condition, facts: factsOf(token, clock.now()) };
  },
};
