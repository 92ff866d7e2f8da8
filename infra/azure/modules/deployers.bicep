// The identities of the GitHub environments. GitHub proves by a token that a job runs in one of them. Which branches and
// tags may use an environment, and whose approval it wants, is set at GitHub: README, "What GitHub protects".
param location string
param environmentNames string[]
@description('Beginnings of the subject; Entra compares case (third party).')
param subClaimPrefixes string[]
param tags object

var count = length(subClaimPrefixes)

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [
  for name in environmentNames: {
    name: 'id-countersign-deploy-${name}'
    location: location
    tags: tags
  }
]

// One at a time: Azure refuses two at once for one identity (documented).
@batchSize(1)
resource credentials 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for i in range(0, length(environmentNames) * count): {
    parent: identities[i / count]
    name: 'github-${environmentNames[i / count]}${i % count == 0 ? '' : '-${i % count}'}'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: '${subClaimPrefixes[i % count]}:environment:${environmentNames[i / count]}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
]

output principalIds string[] = [for (name, i) in environmentNames: identities[i].properties.principalId]
output clientIds string[] = [for (name, i) in environmentNames: identities[i].properties.clientId]
