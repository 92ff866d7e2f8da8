/** Values for the variables that the parameter files read, so that they can be compiled without a partner. */
export const sampleVariables: Readonly<Record<string, string>> = {
  AZURE_LOCATION: 'westeurope',
  PARTNER_TYPE: 'directBill',
  PARTNER_NAME: 'Fabrikam Cloud',
  PARTNER_SUPPORT_EMAIL: 'support@fabrikam.example',
  API_CLIENT_ID: '0f9a4e5c-3d1b-4c57-9a35-6d1c2b7e8a10',
  API_ALLOWED_CLIENTS: '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21',
  PARTNER_CENTER_CLIENT_ID: 'c7a2e9b4-1d3f-4a6b-8e5d-9f0a1b2c3d4e',
  REFRESH_TOKEN_STORED: 'true',
  MAIL_DOMAIN: 'fabrikam.example',
  MAIL_DOMAIN_VERIFIED: 'true',
  ALERT_EMAIL: 'on-call@fabrikam.example',
  BUDGET_START_DATE: '2026-12-01',
};
