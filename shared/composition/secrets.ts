import type { Config } from '../config.ts';
import type { Secrets } from '../workflows/ports/partnerCenterPorts.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { identityOf } from './identity.ts';

/** The vault where there is one, else a file, else what the settings give. */
export async function createSecrets(config: Config, clock: Clock): Promise<Secrets> {
  const { KEY_VAULT_URL: url } = config;
  if (url) {
    const { createKeyVaultSecrets } = await import('../adapters/secrets/keyVault.ts');
    return createKeyVaultSecrets({ url, credential: await identityOf(config), clock });
  }
  const given = {
    'partner-center-refresh-token': config.PARTNER_CENTER_REFRESH_TOKEN,
    'partner-center-client-secret': config.PARTNER_CENTER_CLIENT_SECRET,
  };
  if (config.SECRETS_FILE) {
    const { createFileSecrets } = await import('../adapters/secrets/fileStore.ts');
    return createFileSecrets(config.SECRETS_FILE, given, clock);
  }
  const { createSettingsSecrets } = await import('../adapters/secrets/settingsStore.ts');
  return createSettingsSecrets(given, clock);
}
