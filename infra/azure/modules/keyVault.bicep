// The vault. Values of secrets are never written by a template: README, "First deployment", says who writes them.
import { Place } from './environment.bicep'

param place Place
param purgeProtection bool

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: place.names.vault
  location: place.location
  tags: place.tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    enablePurgeProtection: purgeProtection ? true : null // Azure refuses false (documented)
    // Stays reachable with private networking too: the setting SIGNING_KEY is a reference into the vault, and
    // references from this plan into a closed vault were listed as unsupported (documented in 2025).
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = { name: place.names.workspace }

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit-to-workspace'
  scope: vault
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}
