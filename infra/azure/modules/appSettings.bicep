// Every setting of shared/config.ts except those that Azure has something better for; a test compares them both ways.
// An empty one counts as not given, and takes its default from there.
import { AppIdentity, MailAccount, PartnerCenter, Place, Product } from './environment.bicep'

param place Place
param appName string
param hostName string
param product Product
param partnerCenter PartnerCenter
param identity AppIdentity
param mailAccount MailAccount

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: place.names.insights }

resource app 'Microsoft.Web/sites@2025-03-01' existing = { name: appName }

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    // The Functions host's own. A user-assigned identity needs all three kinds of setting (documented).
    AzureWebJobsStorage__blobServiceUri: 'https://${place.names.hostAccount}.blob.${environment().suffixes.storage}'
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.clientId
    DataStorage__credential: 'managedidentity'
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
    WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId

    // The app's.
    PUBLIC_URL: empty(product.?publicUrl) ? 'https://${hostName}' : product.publicUrl!
    PARTNER_TENANT_ID: tenant().tenantId
    PARTNER_TYPE: product.partnerType
    PARTNER_NAME: product.partnerName
    PARTNER_SUPPORT_EMAIL: product.?partnerSupportEmail ?? ''
    DEFAULT_LANGUAGE: product.?defaultLanguage ?? ''
    ENTRA_URL: environment().authentication.loginEndpoint
    API_AUDIENCE: product.apiClientId
    API_ALLOWED_CLIENTS: join(product.apiAllowedClients, ',')
    PORTAL_CLIENT_ID: product.?portalClientId ?? ''
    PARTNER_CENTER_URL: ''
    PARTNER_CENTER_RESOURCE: ''
    PARTNER_CENTER_CLIENT_ID: product.partnerCenterClientId
    PARTNER_CENTER_CREDENTIAL: partnerCenter.credential
    PARTNER_CENTER_TIMEOUT_MS: ''
    PARTNER_CENTER_CALLS_PER_MINUTE: ''
    KEY_VAULT_URL: 'https://${place.names.vault}${environment().suffixes.keyvaultDns}'
    ADMIN_CENTER_URL: ''
    PARTNER_CENTER_CERTIFICATE_HOSTS: ''
    PARTNER_CENTER_CERTIFICATE_ROOTS: ''
    PARTNER_CENTER_CERTIFICATE_DOMAIN: ''
    ATTESTATION_MODE: ''
    ATTESTATION_PAGE_URL: ''
    DataStorage__tableServiceUri: 'https://${place.names.dataAccount}.table.${environment().suffixes.storage}'
    DataStorage__queueServiceUri: 'https://${place.names.dataAccount}.queue.${environment().suffixes.storage}'
    DataStorage__clientId: identity.clientId
    MAIL_ENDPOINT: mailAccount.endpoint
    MAIL_SENDER: mailAccount.sender
    MAIL_REPLY_TO: product.?mailReplyTo ?? ''
    MAIL_PER_MINUTE: string(product.?mailPerMinute ?? '')
    MAIL_PER_HOUR: string(product.?mailPerHour ?? '')
    NOTICE_EMAIL: product.?noticeEmail ?? ''
    PORTAL_URL: ''
    CONFIRM_TO_CUSTOMER: ''
    MAIL_PASSWORDS: ''
    SIGNING_KEY: '@Microsoft.KeyVault(VaultName=${place.names.vault};SecretName=signing-key)'
    REACCEPTANCE_CUTOFF: product.?reacceptanceCutoff ?? ''
    CHECK_AFTER_INVITATION_HOURS: ''
    CHECK_AFTER_OPENING_MINUTES: ''
    CHECK_AFTER_ATTESTATION_MINUTES: ''
    CHECK_ACCEPTED_DAYS: ''
    INVITATION_LIFETIME_DAYS: string(product.?invitationLifetimeDays ?? '')
    REMINDER_FIRST_DAYS: ''
    REMINDER_EVERY_DAYS: ''
    REMINDER_LIMIT: ''
    RESEND_LIMIT: string(product.?resendLimit ?? '')
    RESEND_WINDOW_MINUTES: string(product.?resendWindowMinutes ?? '')
    WEBHOOK_LOOPBACK: ''
    WAKE_UP_GRACE_SECONDS: ''
    RETRY_FIRST_SECONDS: ''
    RECONCILE_SCHEDULE: '0 */2 * * * *'
    DISCOVER_SCHEDULE: '0 0 * * * *'
    TOKEN_REFRESH_SCHEDULE: '0 17 3 * * 1'
    MEASURE_SCHEDULE: '0 */5 * * * *'
    AUDIT_SCHEDULE: '0 30 * * * *'
  }
}
