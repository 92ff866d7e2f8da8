import type { Client } from './clients.ts';
import { createRefreshTokens, type RefreshTokens } from './refreshTokens.ts';
import type { AppRole } from './people.ts';
import { startSettings, type Settings } from './settings.ts';
import { createSigningKeys, type SigningKeys } from './signingKeys.ts';

export type EntraOptions = {
  /** 0 takes any free port. */
  port: number;
  tenantId: string;
  /** Our API and the app that signs people in to it; without a secret that app is a public client. */
  api: { audience: string; clientId: string; clientSecret?: string };
  /** The app that calls Partner Center, and the refresh token its consent once gave. */
  partnerCenterApp: {
    clientId: string;
    clientSecret: string;
    refreshToken: string;
    /** Registered with the app, as PEM without keys. With any, signatures of assertions are checked. */
    certificates?: readonly string[];
  };
  clock?: () => Date;
};

/** What a sign-in leaves behind until its code is redeemed. */
export type Authorization = {
  clientId: string;
  redirectUri: string;
  role: AppRole;
  scope: string;
  issuedAt: Date;
  challenge?: string;
  nonce?: string;
  redeemed: boolean;
};

/** Everything one running Entra simulator knows. */
export type World = {
  tenantId: string;
  api: EntraOptions['api'];
  clients: readonly Client[];
  keys: SigningKeys;
  refreshTokens: RefreshTokens;
  authorizations: Map<string, Authorization>;
  settings: Settings;
  /** Known once the server listens. */
  url: string;
  now(): Date;
};

export async function createWorld(options: EntraOptions): Promise<World> {
  const { api, partnerCenterApp } = options;
  const now = options.clock ?? (() => new Date());
  const clients = [api, { ...partnerCenterApp }].map(
    ({ clientId, clientSecret, ...more }: Client & { certificates?: readonly string[] }) => ({
      clientId: clientId.toLowerCase(),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(more.certificates === undefined ? {} : { certificates: more.certificates }),
    }),
  );
  const refreshTokens = createRefreshTokens({
    first: {
      token: partnerCenterApp.refreshToken,
      grant: { clientId: partnerCenterApp.clientId.toLowerCase(), role: 'AdminAgent' },
    },
    sealKey: `${options.tenantId} ${partnerCenterApp.clientSecret}`,
    now,
  });
  return {
    tenantId: options.tenantId.toLowerCase(),
    api,
    clients,
    keys: await createSigningKeys(),
    refreshTokens,
    authorizations: new Map(),
    settings: startSettings,
    url: '',
    now,
  };
}
