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

  it.each([
    ['an audience in capitals', 'API_AUDIENCE', '0F9A4E5C-3D1B-4C57-9A35-6D1C2B7E8A10'],
    ['the name of the registration for an audience', 'API_AUDIENCE', 'api://countersign'],
    ['an audience with nothing after it', 'API_AUDIENCE', '0f9a4e5c-3d1b-4c57-9a35-6d1c2b7e8a10/'],
    ['an empty member in a list', 'API_ALLOWED_CLIENTS', '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21,,'],
    ['a list of nothing', 'API_ALLOWED_CLIENTS', ' , '],
    ['a portal that the API refuses', 'PORTAL_CLIENT_ID', '9d2c7b64-51fe-4f0a-8d3b-7e6a1c0f2b95'],
    ['links over http', 'PUBLIC_URL', 'http://agreements.fabrikam.example'],
    ['a portal over http', 'PORTAL_URL', 'http://portal.fabrikam.example'],
    ['Entra over http', 'ENTRA_URL', 'http://login.microsoftonline.com'],
    ['Partner Center over http', 'PARTNER_CENTER_URL', 'http://api.partnercenter.microsoft.com'],
    ['mail over http', 'MAIL_ENDPOINT', 'http://mail.communication.azure.com'],
    ['tables over http', 'DataStorage__tableServiceUri', 'http://data.table.core.windows.net'],
    ['an address that is none', 'ATTESTATION_PAGE_URL', 'cdn.partner.microsoft.com/mca'],
    ['a truth in capitals', 'CONFIRM_TO_CUSTOMER', 'True'],
    ['a schedule of five fields', 'AUDIT_SCHEDULE', '30 * * * *'],
    ['a day that is none', 'REACCEPTANCE_CUTOFF', '2023-02-30'],
  ])('with %s are refused by name', (_case, setting, value) => {
    const lines = wrong({ ...azure, PORTAL_CLIENT_ID: '', API_APP_ONLY_CLIENTS: '', [setting]: value });
    expect([...new Set(lines.map((line) => /^ {2}(\w+)/.exec(line)?.[1]))]).toEqual([setting]);
  });

  it('are taken with blanks around them and in lists, and empty or blank ones are not given', () => {
    const id = '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21';
    const { API_ALLOWED_CLIENTS, PARTNER_TYPE, REMINDER_LIMIT } = loadConfig({
      ...{ ...azure, API_ALLOWED_CLIENTS: ` ${id} , ${id.toUpperCase()} ` },
      ...{ PARTNER_TYPE: ' directBill\n', REMINDER_LIMIT: ' ', PORTAL_CLIENT_ID: '' },
    });
    expect([API_ALLOWED_CLIENTS, PARTNER_TYPE, REMINDER_LIMIT]).toEqual([[id, id], 'directBill', 5]);
  });
});
