using './main.bicep'

import { environments } from './environments.bicep'
import { clean, dataLocations, given, isGuid, members, partnerTypes } from './modules/parameters.bicep'

// The one parameter file. ENVIRONMENT_KIND chooses the size; whatever is the partner's own comes from variables of the
// GitHub environment, of azd or of the shell. None is a secret. What Azure would misread in silence is refused by name
// here; the app refuses by name, when it starts, what only it can judge.
var kind = given(readEnvironmentVariable('ENVIRONMENT_KIND', ''), 'dev')
var apiClient = clean(readEnvironmentVariable('API_CLIENT_ID'))
var callers = members(readEnvironmentVariable('API_ALLOWED_CLIENTS'))
var portalClient = clean(readEnvironmentVariable('PORTAL_CLIENT_ID', ''))
var partnerCenterClient = clean(readEnvironmentVariable('PARTNER_CENTER_CLIENT_ID'))
var publicUrl = readEnvironmentVariable('PUBLIC_URL', '')
var domainVerified = readEnvironmentVariable('MAIL_DOMAIN_VERIFIED', '')
var tokenStored = readEnvironmentVariable('REFRESH_TOKEN_STORED', '')
var private = readEnvironmentVariable('PRIVATE_NETWORKING', '')
var zones = readEnvironmentVariable('ZONE_REDUNDANT_APP', '')
var partnerType = readEnvironmentVariable('PARTNER_TYPE')
var partnerName = clean(readEnvironmentVariable('PARTNER_NAME'))
var credential = given(readEnvironmentVariable('PARTNER_CENTER_CREDENTIAL', ''), 'identity')
var dataLocation = given(readEnvironmentVariable('MAIL_DATA_LOCATION', ''), 'Europe')
var backupsLockedText = readEnvironmentVariable('BACKUPS_LOCKED', '')
var budgetStart = readEnvironmentVariable('BUDGET_START_DATE')
var alertEmail = readEnvironmentVariable('ALERT_EMAIL')
var truths = ['true', 'false', '']

param environmentName = given(readEnvironmentVariable('AZURE_ENV_NAME', ''), 'countersign-${kind}')
param location = given(readEnvironmentVariable('AZURE_LOCATION', ''), 'westeurope')
param environment = contains(['dev', 'test', 'prod'], kind)
  ? environments[kind]
  : fail('ENVIRONMENT_KIND: is not dev, test or prod')
param product = {
  publicUrl: empty(publicUrl) || startsWith(publicUrl, 'https://')
    ? publicUrl
    : fail('PUBLIC_URL: is not an https address')
  partnerType: contains(partnerTypes, partnerType)
    ? partnerType
    : fail('PARTNER_TYPE: is not directBill, indirectProvider or indirectReseller')
  partnerName: !empty(partnerName) && length(partnerName) <= 100
    ? partnerName
    : fail('PARTNER_NAME: is empty, or longer than 100 characters')
  apiClientId: isGuid(apiClient)
    ? apiClient
    : fail('API_CLIENT_ID: is not a GUID in small letters; api://… is the name of the registration, not its client id')
  apiAllowedClients: !empty(callers) && empty(filter(callers, one => !isGuid(one)))
    ? callers
    : fail('API_ALLOWED_CLIENTS: is not a list of GUIDs in small letters, separated by commas, with one at least')
  portalClientId: empty(portalClient) || isGuid(portalClient)
    ? portalClient
    : fail('PORTAL_CLIENT_ID: is not a GUID in small letters')
  partnerCenterClientId: isGuid(partnerCenterClient)
    ? partnerCenterClient
    : fail('PARTNER_CENTER_CLIENT_ID: is not a GUID in small letters')
}
param mail = {
  domain: clean(readEnvironmentVariable('MAIL_DOMAIN', ''))
  domainVerified: contains(truths, domainVerified)
    ? domainVerified == 'true'
    : fail('MAIL_DOMAIN_VERIFIED: is neither true nor false')
  dataLocation: contains(dataLocations, dataLocation)
    ? dataLocation
    : fail('MAIL_DATA_LOCATION: is not one of ${join(dataLocations, ', ')}')
}
param partnerCenter = {
  credential: contains(['secret', 'certificate', 'identity'], credential)
    ? credential
    : fail('PARTNER_CENTER_CREDENTIAL: is not secret, certificate or identity')
  refreshTokenStored: contains(truths, tokenStored)
    ? tokenStored == 'true'
    : fail('REFRESH_TOKEN_STORED: is neither true nor false')
}
param operations = {
  alertEmail: contains(alertEmail, '@') && !contains(alertEmail, ' ')
    ? alertEmail
    : fail('ALERT_EMAIL: is not an e-mail address')
  budgetStartDate: length(budgetStart) == 10 && endsWith(budgetStart, '-01')
    ? budgetStart
    : fail('BUDGET_START_DATE: is not the first day of a month, YYYY-MM-01')
}
param privateNetworking = contains(truths, private)
  ? private == 'true'
  : fail('PRIVATE_NETWORKING: is neither true nor false')
param zoneRedundantApp = contains(truths, zones)
  ? zones == 'true'
  : fail('ZONE_REDUNDANT_APP: is neither true nor false')
param backupsLocked = contains(truths, backupsLockedText)
  ? backupsLockedText == 'true'
  : fail('BACKUPS_LOCKED: is neither true nor false')
param settings = {
  BACKUP_SCHEDULE: given(readEnvironmentVariable('BACKUP_SCHEDULE', ''), '0 23 1 * * *')
  API_APP_ONLY_CLIENTS: readEnvironmentVariable('API_APP_ONLY_CLIENTS', '')
  API_GUESTS: readEnvironmentVariable('API_GUESTS', '')
  PARTNER_SUPPORT_EMAIL: readEnvironmentVariable('PARTNER_SUPPORT_EMAIL', '')
  DEFAULT_LANGUAGE: readEnvironmentVariable('DEFAULT_LANGUAGE', '')
  PORTAL_URL: readEnvironmentVariable('PORTAL_URL', '')
  NOTICE_EMAIL: readEnvironmentVariable('NOTICE_EMAIL', '')
  CONFIRM_TO_CUSTOMER: readEnvironmentVariable('CONFIRM_TO_CUSTOMER', '')
  MAIL_REPLY_TO: readEnvironmentVariable('MAIL_REPLY_TO', '')
  MAIL_PER_MINUTE: readEnvironmentVariable('MAIL_PER_MINUTE', '')
  MAIL_PER_HOUR: readEnvironmentVariable('MAIL_PER_HOUR', '')
  MAIL_PASSWORDS: readEnvironmentVariable('MAIL_PASSWORDS', '')
  REACCEPTANCE_CUTOFF: readEnvironmentVariable('REACCEPTANCE_CUTOFF', '')
  REACCEPTANCE_COVERS_DIRECT: readEnvironmentVariable('REACCEPTANCE_COVERS_DIRECT', '')
  CHECK_AFTER_INVITATION_HOURS: readEnvironmentVariable('CHECK_AFTER_INVITATION_HOURS', '')
  CHECK_AFTER_OPENING_MINUTES: readEnvironmentVariable('CHECK_AFTER_OPENING_MINUTES', '')
  CHECK_AFTER_ATTESTATION_MINUTES: readEnvironmentVariable('CHECK_AFTER_ATTESTATION_MINUTES', '')
  CHECK_ACCEPTED_DAYS: readEnvironmentVariable('CHECK_ACCEPTED_DAYS', '')
  INVITATION_LIFETIME_DAYS: readEnvironmentVariable('INVITATION_LIFETIME_DAYS', '')
  REMINDER_FIRST_DAYS: readEnvironmentVariable('REMINDER_FIRST_DAYS', '')
  REMINDER_EVERY_DAYS: readEnvironmentVariable('REMINDER_EVERY_DAYS', '')
  REMINDER_LIMIT: readEnvironmentVariable('REMINDER_LIMIT', '')
  RESEND_LIMIT: readEnvironmentVariable('RESEND_LIMIT', '')
  RESEND_WINDOW_MINUTES: readEnvironmentVariable('RESEND_WINDOW_MINUTES', '')
  MAIL_LIMIT_PER_CUSTOMER: readEnvironmentVariable('MAIL_LIMIT_PER_CUSTOMER', '')
  MAIL_LIMIT_PER_RECIPIENT: readEnvironmentVariable('MAIL_LIMIT_PER_RECIPIENT', '')
  MAIL_LIMIT_WINDOW_MINUTES: readEnvironmentVariable('MAIL_LIMIT_WINDOW_MINUTES', '')
  ATTESTATION_MODE: readEnvironmentVariable('ATTESTATION_MODE', '')
  ATTESTATION_PAGE_URL: readEnvironmentVariable('ATTESTATION_PAGE_URL', '')
  ADMIN_CENTER_URL: readEnvironmentVariable('ADMIN_CENTER_URL', '')
  PARTNER_CENTER_URL: readEnvironmentVariable('PARTNER_CENTER_URL', '')
  PARTNER_CENTER_RESOURCE: readEnvironmentVariable('PARTNER_CENTER_RESOURCE', '')
  PARTNER_CENTER_TIMEOUT_MS: readEnvironmentVariable('PARTNER_CENTER_TIMEOUT_MS', '')
  PARTNER_CENTER_CALLS_PER_MINUTE: readEnvironmentVariable('PARTNER_CENTER_CALLS_PER_MINUTE', '')
  PARTNER_CENTER_CERTIFICATE_HOSTS: readEnvironmentVariable('PARTNER_CENTER_CERTIFICATE_HOSTS', '')
  PARTNER_CENTER_CERTIFICATE_ROOTS: readEnvironmentVariable('PARTNER_CENTER_CERTIFICATE_ROOTS', '')
  PARTNER_CENTER_CERTIFICATE_DOMAIN: readEnvironmentVariable('PARTNER_CENTER_CERTIFICATE_DOMAIN', '')
  WAKE_UP_GRACE_SECONDS: readEnvironmentVariable('WAKE_UP_GRACE_SECONDS', '')
  RETRY_FIRST_SECONDS: readEnvironmentVariable('RETRY_FIRST_SECONDS', '')
  // NCRONTAB in UTC; the host reads these.
  RECONCILE_SCHEDULE: given(readEnvironmentVariable('RECONCILE_SCHEDULE', ''), '0 */2 * * * *')
  DISCOVER_SCHEDULE: given(readEnvironmentVariable('DISCOVER_SCHEDULE', ''), '0 0 * * * *')
  TOKEN_REFRESH_SCHEDULE: given(readEnvironmentVariable('TOKEN_REFRESH_SCHEDULE', ''), '0 17 3 * * 1')
  MEASURE_SCHEDULE: given(readEnvironmentVariable('MEASURE_SCHEDULE', ''), '0 */5 * * * *')
  AUDIT_SCHEDULE: given(readEnvironmentVariable('AUDIT_SCHEDULE', ''), '0 30 * * * *')
}
