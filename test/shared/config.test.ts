import { describe, expect, it } from 'vitest';
import { localSecrets, localSettings } from '../../infra/local/localSettings.ts';
import { portsFrom } from '../../infra/local/ports.ts';
import { loadConfig } from '../../shared/config.ts';
import { checkRules } from '../fakes/checkRules.ts';

const local = localSettings(portsFrom(7071), 'UseDevelopmentStorage=true', localSecrets(undefined));
/** As in Azure: nothing but the managed identity. */
const azure: Record<string, string> = {
  ...local,
  DataStorage: '',
  DataStorage__tableServiceUri: 'https://data.table.core.windows.net',
  DataStorage__queueServiceUri: 'https://data.queue.core.windows.net',
  DataStorage__clientId: '0d5b8f10-6a5e-4a37-9b1f-1d2a7a0c9e22',
  MAIL_CONNECTION_STRING: '',
  MAIL_ENDPOINT: 'https://mail.communication.azure.com',
  KEY_VAULT_URL: 'https://kv-countersign.vault.azure.net/',
  PARTNER_CENTER_CREDENTIAL: 'identity',
  PARTNER_CENTER_CLIENT_SECRET: '',
  PARTNER_CENTER_REFRESH_TOKEN: '',
};
const wrong = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
  } catch (failure) {
    return String(failure).split('\n').slice(1);
  }
  return [];
};

describe('settings that belong together', () => {
  it.each([
    ['of the local environment', local],
    ['of an app without a secret', azure],
    ['with the client secret in the vault', { ...azure, PARTNER_CENTER_CREDENTIAL: '' }],
    [
      'with the refresh token as a setting',
      { ...azure, KEY_VAULT_URL: '', PARTNER_CENTER_REFRESH_TOKEN: 'token' },
    ],
  ])('%s are taken', (_case, env) => {
    expect(wrong(env)).toEqual([]);
  });

  it('have the schedule as it is without settings, and as lists of rising numbers', () => {
    const { CHECK_AFTER_INVITATION_HOURS, CHECK_AFTER_OPENING_MINUTES, CHECK_AFTER_ATTESTATION_MINUTES } =
      loadConfig({ ...local, CHECK_AFTER_OPENING_MINUTES: '1, 2,3' });
    const { rhythm } = checkRules;
    expect(CHECK_AFTER_INVITATION_HOURS.map((hours) => hours * 3_600_000)).toEqual(rhythm.afterInvitationMs);
    expect(CHECK_AFTER_ATTESTATION_MINUTES.map((minutes) => minutes * 60_000)).toEqual(
      rhythm.afterAttestationMs,
    );
    expect(CHECK_AFTER_OPENING_MINUTES).toEqual([1, 2, 3]);
    for (const list of ['3,2', '0,1', '1,1', 'x', '1,', '1.5', '9999999', Array(21).fill(1).join()])
      expect(wrong({ ...local, CHECK_AFTER_INVITATION_HOURS: list })).toHaveLength(1);
  });

  it('give the vault without a slash at the end', () => {
    const { KEY_VAULT_URL, PARTNER_CENTER_CREDENTIAL } = loadConfig(azure);
    expect([KEY_VAULT_URL, PARTNER_CENTER_CREDENTIAL]).toEqual([
      'https://kv-countersign.vault.azure.net',
      'identity',
    ]);
  });

  it.each([
    [
      'no refresh token anywhere',
      local,
      { PARTNER_CENTER_REFRESH_TOKEN: '' },
      'PARTNER_CENTER_REFRESH_TOKEN',
    ],
    ['two refresh tokens', azure, { PARTNER_CENTER_REFRESH_TOKEN: 'x' }, 'PARTNER_CENTER_REFRESH_TOKEN'],
    ['no proof of the app', local, { PARTNER_CENTER_CLIENT_SECRET: '' }, 'PARTNER_CENTER_CLIENT_SECRET'],
    ['two proofs of the app', azure, { PARTNER_CENTER_CLIENT_SECRET: 'x' }, 'PARTNER_CENTER_CLIENT_SECRET'],
    ['an identity without a name', azure, { DataStorage__clientId: '' }, 'DataStorage__clientId'],
    ['a vault over http', azure, { KEY_VAULT_URL: 'http://kv.vault.azure.net' }, 'KEY_VAULT_URL'],
    ['a vault of another cloud', azure, { KEY_VAULT_URL: 'https://kv.vault.azure.cn' }, 'KEY_VAULT_URL'],
    [
      'a certificate that nobody keeps',
      azure,
      { KEY_VAULT_URL: '', PARTNER_CENTER_CREDENTIAL: 'certificate', PARTNER_CENTER_REFRESH_TOKEN: 'x' },
      'PARTNER_CENTER_CREDENTIAL',
    ],
    ['two places for secrets', azure, { SECRETS_FILE: 'secrets.json' }, 'SECRETS_FILE'],
    ['no credential we know', azure, { PARTNER_CENTER_CREDENTIAL: 'yes' }, 'PARTNER_CENTER_CREDENTIAL'],
    ['half a storage', azure, { DataStorage__queueServiceUri: '' }, 'DataStorage'],
    ['two mail accounts', local, { MAIL_ENDPOINT: 'https://mail.example' }, 'MAIL_CONNECTION_STRING'],
  ])('with %s are refused by name', (_case, base, change, setting) => {
    const lines = wrong({ ...base, ...change });
    expect(lines.map((line) => line.trim().split(':')[0])).toContain(setting);
  });

  it('are told together with single ones that are wrong, without a value', () => {
    const lines = wrong({ ...local, PARTNER_TENANT_ID: 'x-secret', PARTNER_CENTER_CLIENT_SECRET: '' });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('x-secret');
  });
});
