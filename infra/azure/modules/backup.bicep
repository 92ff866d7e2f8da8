// An account of its own for the daily copies of all tables, so that evidence outlives the account it is copied from.
// A copy cannot be changed or deleted before its time; older copies are removed.
import { Place } from './environment.bicep'

param place Place
param zoneRedundant bool
@description('How long a copy cannot be deleted. Afterwards it is.')
param days int
@description('Azure takes a locked policy only for an account that has an unlocked one (documented), so not the first time.')
param locked bool

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: place.names.backupAccount
  location: place.location
  tags: place.tags
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Cool'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    immutableStorageWithVersioning: {
      enabled: true
      immutabilityPolicy: {
        immutabilityPeriodSinceCreationInDays: days
        allowProtectedAppendWrites: false
        state: locked ? 'Locked' : 'Unlocked'
      }
    }
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    // Without a network of its own the app has no fixed address to let in; the policy keeps what is here.
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { isVersioningEnabled: true }

    resource copies 'containers' = {
      name: place.names.backupContainer
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old-copies'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${place.names.backupContainer}/'] }
              actions: {
                baseBlob: { delete: { daysAfterModificationGreaterThan: days + 1 } }
                version: { delete: { daysAfterCreationGreaterThan: days + 1 } }
              }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}
