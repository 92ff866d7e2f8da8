// One environment: a resource group with everything the app needs, one concern per module. README.md says why.
targetScope = 'subscription'

import { Environment, Mail, Operations, PartnerCenter, Product, Settings } from './modules/environment.bicep'
import { namesWith } from './modules/names.bicep'

@description('Names the resource group and, through a hash, everything in it.')
@minLength(3)
@maxLength(40)
param environmentName string
@metadata({ azd: { type: 'location' } })
param location string
param environment Environment
param product Product
param mail Mail
param partnerCenter PartnerCenter
param operations Operations
@description('Optional settings of shared/config.ts by name; an empty one takes its default from there.')
param settings Settings
@description('The app runs in three zones, which keeps two instances of every function ready and paid for. README, "Cost".')
param zoneRedundantApp bool = false
@description('The copies of the tables can no longer be deleted by anybody before their time. Cannot be taken back.')
param backupsLocked bool = false
@description('Storage is closed to the internet, and the app reaches it through a network of its own.')
param privateNetworking bool = false
@description('As in shared/tables.ts; a test compares them.')
param tableNames string[] = [
  'Customers'
  'Due'
  'ByStatus'
  'ByName'
  'Sorted'
  'PartnerCenterEvents'
  'Mails'
  'Webhooks'
  'Prospects'
  'Imports'
  'People'
  'Activity'
]
@description('As in shared/queues.ts; a test compares them. Each gets a poison queue beside it.')
param queueNames string[] = [
  'agreement-mails'
  'agreement-checks'
  'agreement-attestations'
  'relationship-invitations'
  'customer-imports'
  'partner-center-events'
  'reconciliation-requests'
  'webhook-deliveries'
]
@description('Where Event Grid puts the delivery reports of the mail service.')
param deliveryReportQueueName string = 'mail-delivery-reports'

var allQueueNames = union(queueNames, [deliveryReportQueueName])
var nameSuffix = uniqueString(subscription().id, environmentName)
var place = {
  location: location
  nameSuffix: nameSuffix
  names: namesWith(nameSuffix)
  tags: { 'azd-env-name': environmentName, workload: 'countersign' }
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: place.tags
}

module monitoring './modules/monitoring.bicep' = {
  scope: group
  params: { place: place, environment: environment, operations: operations }
}

module storage './modules/storage.bicep' = {
  scope: group
  params: {
    place: place
    zoneRedundant: environment.zoneRedundantStorage
    privateNetworking: privateNetworking
    tableNames: tableNames
    queueNames: allQueueNames
  }
  dependsOn: [monitoring]
}

module backup './modules/backup.bicep' = {
  scope: group
  params: {
    place: place
    zoneRedundant: environment.zoneRedundantStorage
    days: environment.backupDays
    locked: backupsLocked
  }
}

module keyVault './modules/keyVault.bicep' = {
  scope: group
  params: { place: place, purgeProtection: environment.purgeProtection }
  dependsOn: [monitoring]
}

module email './modules/email.bicep' = {
  scope: group
  params: { place: place, mail: mail, partnerName: product.partnerName }
  dependsOn: [monitoring]
}

module deliveryReports './modules/eventGrid.bicep' = {
  scope: group
  params: { place: place, queueName: deliveryReportQueueName }
  dependsOn: [email, storage]
}

module network './modules/network.bicep' = if (privateNetworking) {
  scope: group
  params: { place: place }
  dependsOn: [storage]
}

module access './modules/access.bicep' = {
  scope: group
  params: { place: place, tableNames: tableNames, queueNames: allQueueNames, partnerCenter: partnerCenter }
  dependsOn: [storage, backup, keyVault, email]
}

module app './modules/app.bicep' = {
  scope: group
  params: {
    place: place
    environment: environment
    zoneRedundant: zoneRedundantApp
    product: product
    settings: settings
    partnerCenter: partnerCenter
    identity: access.outputs.identity
    subnetId: network.?outputs.appSubnetId ?? ''
    mailAccount: email.outputs.account
  }
}

@description('App settings as this deployment wrote them; infra/azure/deploy/settingsDrift.ts compares the next time.')
output APP_SETTINGS object = app.outputs.settings
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = app.outputs.name
output SERVICE_API_HOST string = app.outputs.hostName
output KEY_VAULT_NAME string = place.names.vault
output APP_PRINCIPAL_ID string = access.outputs.principalId
output EMAIL_DNS_RECORDS object = email.outputs.dnsRecords
