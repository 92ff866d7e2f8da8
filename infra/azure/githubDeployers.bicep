// Identities that let GitHub Actions deploy without a secret, one per environment, each in its own resource group.
// Run once by an owner of the subscription; main.bicep is run by these identities ever after.
targetScope = 'subscription'

param location string
@description('What GitHub\'s tokens say who asks, upper and lower case as GitHub writes it: `gh api repos/<owner>/<name>/actions/oidc/customization/sub --jq .sub_claim_prefix`. Since 2026-07-15 it holds ids: repo:<owner>@<id>/<name>@<id>.')
@minLength(8)
param subClaimPrefix string
@description('A second form that is still presented, such as repo:<owner>/<name> before a repository is renamed; empty: none.')
param olderSubClaimPrefix string = ''
@description('Names of the GitHub environments. Each gets the resource group rg-countersign-<name>.')
@minLength(1)
param environmentNames string[] = ['dev', 'test', 'prod']

var tags = { workload: 'countersign' }

resource deployersGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-countersign-deployers'
  location: location
  tags: tags
}

resource groups 'Microsoft.Resources/resourceGroups@2025-04-01' = [
  for name in environmentNames: {
    name: 'rg-countersign-${name}'
    location: location
    tags: union(tags, { 'azd-env-name': 'countersign-${name}' })
  }
]

// A template at subscription scope is a deployment of the subscription, and no built-in role allows just that.
resource startDeployments 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'countersign-start-deployments')
  properties: {
    roleName: 'Countersign: start deployments (${subscription().subscriptionId})'
    description: 'Starts, reads and previews deployments of the subscription; changes no resource by itself.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: [
          'Microsoft.Resources/deployments/*'
          'Microsoft.Resources/subscriptions/resourceGroups/read'
        ]
        notActions: []
      }
    ]
  }
}

module deployers './modules/deployers.bicep' = {
  scope: deployersGroup
  params: {
    location: location
    environmentNames: environmentNames
    subClaimPrefixes: empty(olderSubClaimPrefix) ? [subClaimPrefix] : [subClaimPrefix, olderSubClaimPrefix]
    tags: tags
  }
}

resource mayStart 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in environmentNames: {
    name: guid(subscription().id, name, 'countersign-start-deployments')
    properties: {
      roleDefinitionId: startDeployments.id
      principalId: deployers.outputs.principalIds[i]
      principalType: 'ServicePrincipal'
    }
  }
]

module mayDeploy './modules/deployerAccess.bicep' = [
  for (name, i) in environmentNames: {
    scope: groups[i]
    params: {
      principalIds: deployers.outputs.principalIds
      principalId: deployers.outputs.principalIds[i]
      environmentName: name
    }
  }
]

// Only an owner may take the lock away; the deployer may not. What is in the tables is kept by the copies.
module keepProd './modules/lock.bicep' = [
  for (name, i) in environmentNames: if (name == 'prod') {
    scope: groups[i]
  }
]

@description('For the variable AZURE_CLIENT_ID of each GitHub environment, and API_ALLOWED_CLIENTS.')
output CLIENT_IDS object[] = [
  for (name, i) in environmentNames: { environment: name, clientId: deployers.outputs.clientIds[i] }
]
@description('For the parameter viewerPrincipalIds of the entra layer: the smoke test reads.')
output PRINCIPAL_IDS string[] = deployers.outputs.principalIds
