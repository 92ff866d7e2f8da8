/** Values for the variables that the parameter file reads, so that it can be compiled without a partner. */
export const sampleVariables: Readonly<Record<string, string>> = {
  AZURE_LOCATION: 'westeurope',
  PUBLIC_URL: 'https://agreements.fabrikam.example',
  PARTNER_TYPE: 'directBill',
  PARTNER_NAME: 'Fabrikam Cloud',
  PARTNER_SUPPORT_EMAIL: 'support@fabrikam.example',
  API_CLIENT_ID: '0f9a4e5c-3d1b-4c57-9a35-6d1c2b7e8a10',
  API_ALLOWED_CLIENTS: '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21',
  PORTAL_CLIENT_ID: '9d2c7b64-51fe-4f0a-8d3b-7e6a1c0f2b95',
  PARTNER_CENTER_CLIENT_ID: 'c7a2e9b4-1d3f-4a6b-8e5d-9f0a1b2c3d4e',
  REFRESH_TOKEN_STORED: 'true',
  MAIL_DOMAIN: 'fabrikam.example',
  MAIL_DOMAIN_VERIFIED: 'true',
  ALERT_EMAIL: 'on-call@fabrikam.example',
  BUDGET_START_DATE: '2026-12-01',
};

/** The environments whose resources are written down, and what they differ in. */
export const snapshotVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dev: { ENVIRONMENT_KIND: 'dev' },
  test: { ENVIRONMENT_KIND: 'test' },
  prod: { ENVIRONMENT_KIND: 'prod', BACKUPS_LOCKED: 'true' },
  'prod-private': { ENVIRONMENT_KIND: 'prod', BACKUPS_LOCKED: 'true', PRIVATE_NETWORKING: 'true' },
};
