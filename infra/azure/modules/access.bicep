// The app's identity and everything it may do. The outputs are known only once all roles are assigned.
import { AppIdentity, PartnerCenter, Place } from './environment.bicep'
import { roleDefinitionId, roles } from './roles.bicep'

param place Place
param tableNames string[]
param queueNames string[]
param partnerCenter PartnerCenter

// Contributor, though for single queues only: the host *updates* messages when it puts off a failed one, and a replay
// updates poison messages to show them again. No narrower role allows that (documented).
var queueRoles = flatten(map(queueNames, name => [
  { queue: name, role: roles.storageQueueDataContributor }
  { queue: '${name}-poison', role: roles.storageQueueDataContributor }
]))

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${place.nameSuffix}'
  location: place.location
  tags: place.tags
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = { name: place.names.hostAccount }

resource ownHostAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, identity.id, roles.storageBlobDataOwner)
  scope: hostAccount
  properties: {
    roleDefinitionId: roleDefinitionId(roles.storageBlobDataOwner)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: place.names.dataAccount
  resource queueService 'queueServices' existing = {
    name: 'default'
    resource queues 'queues' existing = [for item in queueRoles: { name: item.queue }]
  }
  resource tableService 'tableServices' existing = {
    name: 'default'
    resource tables 'tables' existing = [for name in tableNames: { name: name }]
  }
}

resource useQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in queueRoles: {
    name: guid(dataAccount.id, item.queue, identity.id, item.role)
    scope: dataAccount::queueService::queues[i]
    properties: {
      roleDefinitionId: roleDefinitionId(item.role)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource useTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in tableNames: {
    name: guid(dataAccount.id, name, identity.id, roles.storageTableDataContributor)
    scope: dataAccount::tableService::tables[i]
    properties: {
      roleDefinitionId: roleDefinitionId(roles.storageTableDataContributor)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource backupAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: place.names.backupAccount
  resource blobs 'blobServices' existing = {
    name: 'default'
    resource copies 'containers' existing = { name: place.names.backupContainer }
  }
}

resource writeBackups 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(backupAccount::blobs::copies.id, identity.id, roles.storageBlobDataContributor)
  scope: backupAccount::blobs::copies
  properties: {
    roleDefinitionId: roleDefinitionId(roles.storageBlobDataContributor)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: place.names.vault
  resource refreshToken 'secrets' existing = { name: 'partner-center-refresh-token' }
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: roleDefinitionId(roles.keyVaultSecretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// The one secret the app renews by itself.
resource writeRefreshToken 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (partnerCenter.refreshTokenStored) {
  name: guid(vault::refreshToken.id, identity.id, roles.keyVaultSecretsOfficer)
  scope: vault::refreshToken
  properties: {
    roleDefinitionId: roleDefinitionId(roles.keyVaultSecretsOfficer)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: place.names.insights }

resource publishTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: roleDefinitionId(roles.monitoringMetricsPublisher)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: place.names.communication
}

resource sendMails 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, identity.id, roles.communicationEmailOwner)
  scope: communication
  properties: {
    roleDefinitionId: roleDefinitionId(roles.communicationEmailOwner)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

output principalId string = identity.properties.principalId
output identity AppIdentity = { id: identity.id, clientId: identity.properties.clientId }
