// Identities that let GitHub Actions deploy without a secret, one per environment, each in its own resource group.
// Run once by an owner of the subscription; main.bicep is run by these identities ever after.
targetScope = 'subscription'

param location string
@description('As GitHub writes it: owner/name.')
@minLength(3)
param repository string
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

module deployers './modules/deployer.bicep' = [
  for name in environmentNames: {
    scope: deployersGroup
    params: { location: location, environmentName: name, repository: repository, tags: tags }
  }
]

resource mayStart 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in environmentNames: {
    name: guid(subscription().id, name, 'countersign-start-deployments')
    properties: {
      roleDefinitionId: startDeployments.id
      principalId: deployers[i].outputs.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

module mayDeploy './modules/deployerAccess.bicep' = [
  for (name, i) in environmentNames: {
    scope: groups[i]
    params: { principalId: deployers[i].outputs.principalId, environmentName: name }
  }
]

@description('For the variable AZURE_CLIENT_ID of each GitHub environment, and API_ALLOWED_CLIENTS.')
output CLIENT_IDS object[] = [
  for (name, i) in environmentNames: { environment: name, clientId: deployers[i].outputs.clientId }
]
@description('For the parameter viewerPrincipalIds of the entra layer: the smoke test reads.')
output PRINCIPAL_IDS string[] = [for (name, i) in environmentNames: deployers[i].outputs.principalId]
