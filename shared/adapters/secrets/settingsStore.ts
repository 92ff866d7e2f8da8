import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { SecretDescription, SecretName, Secrets } from '../../workflows/ports/partnerCenterPorts.ts';

type Kept = { readonly value: string; readonly description: SecretDescription | undefined };

/**
 * Begins with secrets from the settings and keeps new ones for the life of this worker: for local work, where
 * there is no vault. Nothing is known of the age of what came from the settings.
 */
export function createSettingsSecrets(
  first: Readonly<Partial<Record<SecretName, string | undefined>>>,
  clock: Clock,
): Secrets {
  const kept = new Map<string, Kept>();
  for (const [name, value] of Object.entries(first)) {
    if (value !== undefined) kept.set(name, { value, description: undefined });
  }
  return {
    async read(name) {
      const found = kept.get(name);
      if (!found) throw new AgreementError('SECRETS_UNAVAILABLE', `No setting holds the secret ${name}.`);
      return found.value;
    },
    async write(name, value, { expiresAt }) {
      kept.set(name, { value, description: { updatedAt: clock.now(), expiresAt } });
    },
    describe: async (name) => kept.get(name)?.description,
  };
}
