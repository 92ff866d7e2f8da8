// Composition root of the re-consent helper, which runs on a person's computer and needs few of the settings.
import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { settings } from './config.ts';
import { AgreementError } from './domain/errors.ts';
import { refreshTokenEnd } from './domain/partnerCenter/refreshToken.ts';
import type { Clock, Telemetry } from './workflows/ports/ports.ts';
import type { Secrets } from './workflows/ports/partnerCenterPorts.ts';
import type { AppCredential } from './adapters/partnerCenter/tokens/tokens.ts';

const needed = z.pick(settings, {
  ENTRA_URL: true,
  PARTNER_TENANT_ID: true,
  PARTNER_CENTER_CLIENT_ID: true,
  PARTNER_CENTER_RESOURCE: true,
  PARTNER_CENTER_CREDENTIAL: true,
  PARTNER_CENTER_CLIENT_SECRET: true,
  PARTNER_CENTER_TIMEOUT_MS: true,
  KEY_VAULT_URL: true,
  SECRETS_FILE: true,
});
type Config = z.infer<typeof needed>;

export type Consent = {
  /** Where the person signs in. */
  readonly url: string;
  /** Sent along and expected back, so that the answer to another sign-in is not taken for ours. */
  readonly state: string;
  /**
   * Redeems the code, refuses a sign-in that Partner Center would refuse, and stores the refresh token.
   * Throws with what is wrong; no message holds a code, a token or a secret.
   */
  finish(code: string): Promise<void>;
};

/** Begins a sign-in of the partner's service account. @throws {Error} naming settings that are missing or wrong */
export async function beginConsent(
  env: Readonly<Record<string, string | undefined>>,
  redirectUri: string,
  clock: Clock = { now: () => new Date() },
): Promise<Consent> {
  const config = parse(env);
  const secrets = await openStore(config, clock);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  return {
    url: signInUrl(config, { redirectUri, verifier, state }),
    state,
    async finish(code) {
      const { redeemCode } = await import('./adapters/partnerCenter/tokens/tokens.ts');
      const { isOfTenant, hasSecondFactor } = await import('./adapters/partnerCenter/tokens/signIns.ts');
      const signIn = {
        entraUrl: config.ENTRA_URL,
        tenantId: config.PARTNER_TENANT_ID,
        clientId: config.PARTNER_CENTER_CLIENT_ID,
        resource: config.PARTNER_CENTER_RESOURCE,
        credential: await credentialOf(config, secrets, clock),
        timeoutMs: config.PARTNER_CENTER_TIMEOUT_MS,
        clock,
        telemetry: silent,
      };
      const granted = await redeemCode(signIn, { code, redirectUri, verifier });
      if (!isOfTenant(granted.accessToken, config.PARTNER_TENANT_ID)) {
        throw refused('The account belongs to another tenant than PARTNER_TENANT_ID.');
      }
      if (!hasSecondFactor(granted.accessToken)) {
        throw refused('The sign-in had no second factor, so Partner Center would refuse it (900421).');
      }
      if (!granted.refreshToken) throw refused('Entra gave no refresh token.');
      const expiresAt = refreshTokenEnd(clock.now());
      await secrets.write('partner-center-refresh-token', granted.refreshToken, { expiresAt });
    },
  };
}

function parse(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const result = needed.safeParse(given);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map(({ path }) => path.join('.')))];
    throw new Error(`These settings are missing or wrong: ${names.join(', ')}.`);
  }
  if (result.data.KEY_VAULT_URL || result.data.SECRETS_FILE) return result.data;
  throw new Error('Say where the refresh token is kept: KEY_VAULT_URL or SECRETS_FILE.');
}

/** With PKCE (RFC 7636); `prompt=login` has the account sign in again, with its second factor. */
function signInUrl(
  config: Config,
  { redirectUri, verifier, state }: { redirectUri: string; verifier: string; state: string },
): string {
  const url = new URL(`${config.ENTRA_URL}/${config.PARTNER_TENANT_ID}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: config.PARTNER_CENTER_CLIENT_ID,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: `${config.PARTNER_CENTER_RESOURCE}/.default offline_access`,
    state,
    prompt: 'login',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

/** The vault is opened as the person who is signed in to the Azure CLI. */
async function openStore(config: Config, clock: Clock): Promise<Secrets> {
  if (config.KEY_VAULT_URL) {
    const { createKeyVaultSecrets } = await import('./adapters/secrets/keyVault.ts');
    const { createCliCredential } = await import('./adapters/identity/credential.ts');
    return createKeyVaultSecrets({ url: config.KEY_VAULT_URL, credential: createCliCredential(), clock });
  }
  const { createFileSecrets } = await import('./adapters/secrets/fileStore.ts');
  const given = { 'partner-center-client-secret': config.PARTNER_CENTER_CLIENT_SECRET };
  return createFileSecrets(config.SECRETS_FILE ?? '', given, clock);
}

/** A managed identity does not work here, so an app that has one is given a secret for the occasion. */
async function credentialOf(config: Config, secrets: Secrets, clock: Clock): Promise<AppCredential> {
  const { PARTNER_CENTER_CLIENT_SECRET: secret, PARTNER_CENTER_CREDENTIAL: kind } = config;
  if (secret) return async () => ({ secret });
  if (kind === 'secret') return async () => ({ secret: await secrets.read('partner-center-client-secret') });
  if (kind === 'identity') {
    throw refused(
      'A managed identity cannot be used here: make a client secret that ends today, set PARTNER_CENTER_CLIENT_SECRET for this call, and delete it afterwards.',
    );
  }
  const { createCertificateAssertion } = await import('./adapters/identity/certificate.ts');
  return createCertificateAssertion({
    clientId: config.PARTNER_CENTER_CLIENT_ID,
    tokenUrl: `${config.ENTRA_URL}/${config.PARTNER_TENANT_ID}/oauth2/v2.0/token`,
    certificate: () => secrets.read('partner-center-certificate'),
    clock,
  });
}

function refused(message: string): AgreementError {
  return new AgreementError('PARTNER_CENTER_SIGN_IN_FAILED', message);
}

const silent: Telemetry = {
  count: () => undefined,
  gauge: () => undefined,
  span: (_span, _attributes, work) => work(),
};
