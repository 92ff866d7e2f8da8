import type { Client } from './clients.ts';
import { createRefreshTokens, type RefreshTokens } from './refreshTokens.ts';
import type { PersonKey } from './people.ts';
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
  /** The single-page app of the agents, whose redirect addresses are registered. */
  portal?: { clientId: string; redirectUris: readonly string[] };
  clock?: () => Date;
};

/** What a sign-in leaves behind until its code is redeemed. */
export type Authorization = {
  clientId: string;
  redirectUri: string;
  person: PersonKey;
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
  const { api, partnerCenterApp, portal } = options;
  const now = options.clock ?? (() => new Date());
  const registered: Client[] = [api, partnerCenterApp];
  if (portal) registered.push({ clientId: portal.clientId, spaRedirectUris: portal.redirectUris });
  const clients = registered.map(({ clientId, clientSecret, certificates, spaRedirectUris }) => ({
    clientId: clientId.toLowerCase(),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(certificates === undefined ? {} : { certificates }),
    ...(spaRedirectUris === undefined ? {} : { spaRedirectUris }),
  }));
  const refreshTokens = createRefreshTokens({
    first: {
      token: partnerCenterApp.refreshToken,
      grant: { clientId: partnerCenterApp.clientId.toLowerCase(), person: 'AdminAgent' },
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
