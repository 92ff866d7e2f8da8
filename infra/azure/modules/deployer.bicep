// The identity of one GitHub environment. GitHub proves by a token that a job runs in that environment.
param location string
param environmentName string
param repository string
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-countersign-deploy-${environmentName}'
  location: location
  tags: tags

  resource github 'federatedIdentityCredentials' = {
    name: 'github-${environmentName}'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:${repository}:environment:${environmentName}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
