import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Ports } from './ports.ts';

/** The invented partner of the local environment, and the apps registered in its tenant. */
export const localPartner = {
  tenantId: '3b33e682-00c3-41ee-9dd2-a548adf56438',
  name: 'Fabrikam Cloud',
  apiAudience: '0f9a4e5c-3d1b-4c57-9a35-6d1c2b7e8a10',
  apiClientId: '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21',
  portalClientId: '8d2c4b7a-6e1f-4a93-b05d-1c7f9e3a2b68',
  partnerCenterClientId: 'c7a2e9b4-1d3f-4a6b-8e5d-9f0a1b2c3d4e',
} as const;

/** Secrets of one local environment. They open nothing but its own simulators. */
export type LocalSecrets = {
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly mailAccessKey: string;
  readonly signingKey: string;
};

/** Made anew on each start; with a path they are kept, so that links in kept mails go on working. */
export function localSecrets(path: string | undefined): LocalSecrets {
  try {
    if (path) return JSON.parse(readFileSync(path, 'utf8')) as LocalSecrets;
  } catch {
    // The first start with --persist.
  }
  const secret = (): string => randomBytes(32).toString('base64');
  const secrets = {
    clientSecret: secret(),
    refreshToken: secret(),
    mailAccessKey: secret(),
    signingKey: secret(),
  };
  if (path) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
  }
  return secrets;
}

/** The app settings of the local environment: the simulators stand where Microsoft's hosts stand in Azure. */
export function localSettings(ports: Ports, storage: string, secrets: LocalSecrets): Record<string, string> {
  const at = (port: number): string => `http://127.0.0.1:${String(port)}`;
  return {
    AzureWebJobsStorage: storage,
    DataStorage: storage,
    PUBLIC_URL: at(ports.functions),
    PARTNER_TENANT_ID: localPartner.tenantId,
    PARTNER_TYPE: 'directBill',
    PARTNER_NAME: localPartner.name,
    PARTNER_SUPPORT_EMAIL: 'support@fabrikam.example',
    ENTRA_URL: at(ports.entra),
    API_AUDIENCE: localPartner.apiAudience,
    API_ALLOWED_CLIENTS: [localPartner.apiClientId, localPartner.portalClientId].join(','),
    API_APP_ONLY_CLIENTS: localPartner.apiClientId,
    API_GUESTS: 'resellers',
    PORTAL_CLIENT_ID: localPartner.portalClientId,
    PARTNER_CENTER_URL: at(ports.partnerCenter),
    PARTNER_CENTER_CLIENT_ID: localPartner.partnerCenterClientId,
    PARTNER_CENTER_CLIENT_SECRET: secrets.clientSecret,
    PARTNER_CENTER_REFRESH_TOKEN: secrets.refreshToken,
    // The simulator has no limit unless it is given one.
    PARTNER_CENTER_CALLS_PER_MINUTE: '12000',
    PARTNER_CENTER_CERTIFICATE_HOSTS: at(ports.partnerCenter),
    ADMIN_CENTER_URL: at(ports.partnerCenter),
    ATTESTATION_PAGE_URL: `${at(ports.partnerCenter)}/mca`,
    MAIL_CONNECTION_STRING: `endpoint=${at(ports.mail)}/;accesskey=${secrets.mailAccessKey}`,
    MAIL_SENDER: 'agreements@fabrikam.example',
    MAIL_REPLY_TO: 'support@fabrikam.example',
    // The simulator has no quota unless it is given one.
    MAIL_PER_MINUTE: '6000',
    MAIL_PER_HOUR: '100000',
    NOTICE_EMAIL: 'agents@fabrikam.example',
    SIGNING_KEY: secrets.signingKey,
    WEBHOOK_LOOPBACK: 'true',
    RECONCILE_SCHEDULE: '*/10 * * * * *',
    DISCOVER_SCHEDULE: '0 */5 * * * *',
    TOKEN_REFRESH_SCHEDULE: '0 17 3 * * 1',
    MEASURE_SCHEDULE: '0 */5 * * * *',
    AUDIT_SCHEDULE: '0 30 * * * *',
    BACKUP_SCHEDULE: '0 23 1 * * *',
    WAKE_UP_GRACE_SECONDS: '10',
    // Messages sent by the app do not wake the poller, so it looks often here, where polling is free.
    AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:01',
  };
}
