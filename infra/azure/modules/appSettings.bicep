// The settings of the app: those that Azure or other modules know are written here, all others of shared/config.ts come
// from the parameter file. An empty one counts as not given, and takes its default from there. A test compares both ways.
import { AppIdentity, MailAccount, PartnerCenter, Place, Product, Settings } from './environment.bicep'

param place Place
param appName string
param hostName string
param product Product
param allowedClients string[]
param settings Settings
param partnerCenter PartnerCenter
param identity AppIdentity
param mailAccount MailAccount

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: place.names.insights }

resource app 'Microsoft.Web/sites@2025-03-01' existing = { name: appName }

var known = {
  // The Functions host's own. A user-assigned identity needs all three kinds of setting (documented).
  AzureWebJobsStorage__blobServiceUri: 'https://${place.names.hostAccount}.blob.${environment().suffixes.storage}'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  DataStorage__credential: 'managedidentity'
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId

  // The app's.
  PUBLIC_URL: empty(product.publicUrl) ? 'https://${hostName}' : product.publicUrl
  PARTNER_TENANT_ID: tenant().tenantId
  PARTNER_TYPE: product.partnerType
  PARTNER_NAME: product.partnerName
  ENTRA_URL: environment().authentication.loginEndpoint
  API_AUDIENCE: product.apiClientId
  API_ALLOWED_CLIENTS: join(allowedClients, ',')
  PORTAL_CLIENT_ID: product.portalClientId
  PARTNER_CENTER_CLIENT_ID: product.partnerCenterClientId
  PARTNER_CENTER_CREDENTIAL: partnerCenter.credential
  KEY_VAULT_URL: 'https://${place.names.vault}${environment().suffixes.keyvaultDns}'
  DataStorage__tableServiceUri: 'https://${place.names.dataAccount}.table.${environment().suffixes.storage}'
  DataStorage__queueServiceUri: 'https://${place.names.dataAccount}.queue.${environment().suffixes.storage}'
  DataStorage__clientId: identity.clientId
  BACKUP_CONTAINER_URL: 'https://${place.names.backupAccount}.blob.${environment().suffixes.storage}/${place.names.backupContainer}'
  MAIL_ENDPOINT: mailAccount.endpoint
  MAIL_SENDER: mailAccount.sender
  SIGNING_KEY: '@Microsoft.KeyVault(VaultName=${place.names.vault};SecretName=signing-key)'
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, known, {
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  })
}

@description('What this deployment wrote, so that the next one can tell what was changed by hand since.')
output written object = union(settings, known)
