import { expect, it } from 'vitest';
import { createSettingsSecrets } from '../../../../shared/adapters/secrets/settingsStore.ts';

const now = new Date('2026-03-02T09:00:00Z');
const name = 'partner-center-refresh-token';
const store = () => createSettingsSecrets({ [name]: 'from the settings' }, { now: () => now });

it('begins with what the settings give, whose age nobody knows', async () => {
  const secrets = store();
  expect(await secrets.read(name)).toBe('from the settings');
  expect(await secrets.describe(name)).toBeUndefined();
});

it('keeps what is written', async () => {
  const secrets = store();
  const expiresAt = new Date('2026-05-31T09:00:00Z');
  await secrets.write(name, 'rotated', { expiresAt });
  expect(await secrets.read(name)).toBe('rotated');
  expect(await secrets.describe(name)).toEqual({ updatedAt: now, expiresAt });
});

it('has no secret that no setting holds', async () => {
  await expect(store().read('partner-center-client-secret')).rejects.toMatchObject({
    code: 'SECRETS_UNAVAILABLE',
  });
});
