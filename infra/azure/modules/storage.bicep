// Two accounts: the Functions host owns everything in its own, and for that must not have customers' data in it.
import { Place } from './environment.bicep'

param place Place
param zoneRedundant bool
@description('Closes both accounts to the internet; trusted Azure services (Event Grid) still come in.')
param privateNetworking bool
param tableNames string[]
param queueNames string[]

// Tables have no soft delete. Containers and blobs have.
var softDelete = { enabled: true, days: 7 }

var sku = { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
var lockedDown = {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  isLocalUserEnabled: false
  minimumTlsVersion: 'TLS1_2'
  networkAcls: { defaultAction: privateNetworking ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  publicNetworkAccess: 'Enabled'
  supportsHttpsTrafficOnly: true
}

resource host 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: place.names.hostAccount
  location: place.location
  tags: place.tags
  sku: sku
  kind: 'StorageV2'
  properties: lockedDown

  resource blobs 'blobServices' = {
    name: 'default'

    resource package 'containers' = {
      name: place.names.packageContainer
    }
  }
}

resource data 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: place.names.dataAccount
  location: place.location
  tags: place.tags
  sku: sku
  kind: 'StorageV2'
  properties: lockedDown

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: softDelete, containerDeleteRetentionPolicy: softDelete }

    resource deadLetters 'containers' = {
      name: place.names.deadLetterContainer
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queues 'queues' = [
      for name in queueNames: {
        name: name
      }
    ]

    // The host would make these on demand, but the app may not, and the alert on their depth wants them to be there.
    resource poisonQueues 'queues' = [
      for name in queueNames: {
        name: '${name}-poison'
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource tables 'tables' = [
      for name in tableNames: {
        name: name
      }
    ]
  }

  // Dead letters hold recipients' addresses.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-dead-letters'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${place.names.deadLetterContainer}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = { name: place.names.workspace }

// Which identity wrote what, for the alert storage-mended. Row keys of ByName hold names of companies.
resource writes 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'writes-to-workspace'
  scope: data::tableService
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}
