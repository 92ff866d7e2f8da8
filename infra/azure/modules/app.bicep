// The function app on a Flex Consumption plan, and the outer of two walls: sign-in is checked here and in the code.
import { AppIdentity, Environment, MailAccount, PartnerCenter, Place, Product, Settings } from './environment.bicep'

param place Place
param environment Environment
param identity AppIdentity
@description('Empty: no private network.')
param subnetId string
param zoneRedundant bool
param product Product
param settings Settings
param partnerCenter PartnerCenter
param mailAccount MailAccount

// No token: probes, readers of the description, customers with a link from a mail, Partner Center.
// An asterisk at the end stands for everything below (third party: MicrosoftDocs/azure-docs issue 86514).
var publicPaths = [
  '/api/v1/health/live'
  '/api/v1/openapi.json'
  '/api/i/*'
  '/api/c/*'
  // Signed by Microsoft, which the code verifies.
  '/api/v1/webhooks/partner-center'
  // The portal's files. It signs people in by itself, and its data comes from the API.
  '/'
  '/portal'
  '/portal/*'
  '/.well-known/security.txt'
]
var allowedClients = union(product.apiAllowedClients, empty(product.portalClientId) ? [] : [product.portalClientId])

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${place.nameSuffix}'
  location: place.location
  tags: place.tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${place.nameSuffix}'
  location: place.location
  tags: union(place.tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      alwaysOn: false
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${place.names.hostAccount}.blob.${az.environment().suffixes.storage}/${place.names.packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'node', version: environment.nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: environment.instanceMemoryMB
        maximumInstanceCount: environment.maximumInstances
        alwaysReady: environment.alwaysReadyHttp > 0
          ? [{ name: 'http', instanceCount: environment.alwaysReadyHttp }]
          : []
        triggers: { http: { perInstanceConcurrency: 16 } }
      }
    }
  }

  resource signIn 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true, runtimeVersion: '~1' }
      globalValidation: {
        requireAuthentication: true
        unauthenticatedClientAction: 'Return401'
        excludedPaths: publicPaths
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: product.apiClientId
            openIdIssuer: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: [product.apiClientId]
            defaultAuthorizationPolicy: { allowedApplications: allowedClients }
          }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

module appSettings './appSettings.bicep' = {
  params: {
    place: place
    appName: app.name
    hostName: app.properties.defaultHostName
    product: product
    allowedClients: allowedClients
    settings: settings
    partnerCenter: partnerCenter
    identity: identity
    mailAccount: mailAccount
  }
}

output settings object = appSettings.outputs.written
output name string = app.name
output hostName string = app.properties.defaultHostName
