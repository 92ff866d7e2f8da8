import type { Config } from '../config.ts';

/** The app's managed identity, in Azure only; where it is needed the settings were checked to name it. */
export async function identityOf(config: Config) {
  const { createManagedIdentityCredential } = await import('../adapters/identity/credential.ts');
  return createManagedIdentityCredential(config.DataStorage__clientId ?? '');
}
