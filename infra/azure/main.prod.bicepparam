using './main.bicep'

import { environments } from './environments.bicep'

// Whatever is the partner's own comes from variables of the GitHub environment, or of the shell; none is a secret.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'countersign-prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param environment = environments.prod
param product = {
  publicUrl: readEnvironmentVariable('PUBLIC_URL', '')
  partnerType: readEnvironmentVariable('PARTNER_TYPE')
  partnerName: readEnvironmentVariable('PARTNER_NAME')
  partnerSupportEmail: readEnvironmentVariable('PARTNER_SUPPORT_EMAIL', '')
  apiClientId: readEnvironmentVariable('API_CLIENT_ID')
  apiAllowedClients: split(readEnvironmentVariable('API_ALLOWED_CLIENTS'), ',')
  partnerCenterClientId: readEnvironmentVariable('PARTNER_CENTER_CLIENT_ID')
  mailReplyTo: readEnvironmentVariable('MAIL_REPLY_TO', '')
  noticeEmail: readEnvironmentVariable('NOTICE_EMAIL', '')
}
param mail = {
  domain: readEnvironmentVariable('MAIL_DOMAIN', '')
  domainVerified: readEnvironmentVariable('MAIL_DOMAIN_VERIFIED', 'false') == 'true'
  dataLocation: readEnvironmentVariable('MAIL_DATA_LOCATION', 'Europe')
}
param partnerCenter = {
  credential: readEnvironmentVariable('PARTNER_CENTER_CREDENTIAL', 'identity')
  refreshTokenStored: readEnvironmentVariable('REFRESH_TOKEN_STORED', 'false') == 'true'
}
param operations = {
  alertEmail: readEnvironmentVariable('ALERT_EMAIL')
  budgetStartDate: readEnvironmentVariable('BUDGET_START_DATE')
}
param privateNetworking = readEnvironmentVariable('PRIVATE_NETWORKING', 'false') == 'true'
