import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startAzurite, type Azurite } from '../../infra/local/azurite.ts';
import { localSecrets, localSettings } from '../../infra/local/localSettings.ts';
import { portsFrom } from '../../infra/local/ports.ts';
import { createStorage } from '../../infra/local/storage.ts';
import { loadConfig } from '../../shared/config.ts';
import { createServices } from '../../shared/services.ts';
import { makeCertificate } from '../fakes/certificate.ts';
import { startFakeVault, type FakeVault } from '../fakes/keyVault.ts';
import { startFakeIdentity, type FakeIdentity } from '../fakes/managedIdentity.ts';
import {
  clientId,
  order,
  partnerTenantId,
  requestsTo,
  secrets,
  startPartnerCenterWorld,
  type PartnerCenterWorld,
} from './adapters/partnerCenter/world.ts';

const customer = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
let microsoft: PartnerCenterWorld;
let vault: FakeVault;
let identity: FakeIdentity;
let azurite: Azurite;

beforeAll(async () => {
  microsoft = await startPartnerCenterWorld();
  azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createStorage(azurite.connectionString);
  vault = await startFakeVault('token for https://vault.azure.net');
  const { privateKey } = await generateKeyPair('RS256');
  // A token of a managed identity for the exchange, with the claims that Entra compares (documented).
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(`https://login.microsoftonline.com/${partnerTenantId}/v2.0`)
    .setSubject('7d1f7c1e-0f0e-4b7e-9d55-0c1d2e3f4a5b')
    .setAudience('api://AzureADTokenExchange')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  identity = await startFakeIdentity((resource) =>
    resource === 'api://AzureADTokenExchange' ? assertion : `token for ${resource}`,
  );
});
beforeEach(async () => {
  vault.secrets.clear();
  await order(microsoft.entra, 'DELETE', '');
});
afterAll(async () => {
  identity.stop();
  await vault.stop();
  await microsoft.stop();
  await azurite.stop();
});

/** Services of an app as in Azure: its secrets are in the vault, and the managed identity opens it. */
async function azureServices(credential: 'identity' | 'secret' | 'certificate') {
  const settings = {
    ...localSettings(portsFrom(7071), azurite.connectionString, localSecrets(undefined)),
    PARTNER_TENANT_ID: partnerTenantId,
    ENTRA_URL: microsoft.entra.url,
    PARTNER_CENTER_URL: microsoft.service.url,
    PARTNER_CENTER_CLIENT_ID: clientId,
    DataStorage__clientId: '0d5b8f10-6a5e-4a37-9b1f-1d2a7a0c9e22',
    KEY_VAULT_URL: vault.url,
    PARTNER_CENTER_CREDENTIAL: credential,
    PARTNER_CENTER_CLIENT_SECRET: '',
    PARTNER_CENTER_REFRESH_TOKEN: '',
  };
  return createServices(loadConfig(settings));
}

function keep(name: string, value: string): void {
  const seconds = Math.floor(Date.now() / 1000);
  vault.secrets.set(name, [{ value, created: seconds, updated: seconds }]);
}

it.each([
  ['by its managed identity, without any secret of its own', 'identity'],
  ['by a client secret from the vault', 'secret'],
  ['by a certificate from the vault', 'certificate'],
] as const)(
  'an app that proves itself %s signs in with the refresh token from the vault',
  async (_how, kind) => {
    keep('partner-center-refresh-token', secrets.refreshToken);
    if (kind === 'secret') keep('partner-center-client-secret', secrets.clientSecret);
    if (kind === 'certificate') keep('partner-center-certificate', (await makeCertificate()).pem);
    const { partnerCenter } = await azureServices(kind);
    expect(await partnerCenter.observe(customer)).toMatchObject({ observation: { kind: 'read' } });
    const [{ body } = { body: '' }] = (await requestsTo(microsoft.entra)).filter(
      ({ method }) => method === 'POST',
    );
    const form = new URLSearchParams(body);
    expect([form.has('client_assertion'), form.has('client_secret')]).toEqual([
      kind !== 'secret',
      kind === 'secret',
    ]);
    expect(form.get('refresh_token')).toBe(secrets.refreshToken);
  },
);

it('an app whose vault lacks the token says so, and works once somebody has put it there', async () => {
  const { partnerCenter } = await azureServices('identity');
  await expect(partnerCenter.observe(customer)).rejects.toMatchObject({ code: 'SECRETS_UNAVAILABLE' });
  keep('partner-center-refresh-token', secrets.refreshToken);
  expect(await partnerCenter.observe(customer)).toMatchObject({ observation: { kind: 'read' } });
});
