// The app registrations, in a layer of their own: they need rights in the directory that the deployer of the app has
// not and should not have. Run by an administrator of the directory, before the app's first deployment, and once more
// after it with the principal id that it puts out.
extension microsoftGraphV1

@description('Tells this environment\'s registrations from others on every later run.')
@minLength(3)
param uniqueName string = 'countersign'
@description('Object id of the app\'s managed identity (APP_PRINCIPAL_ID); empty on the first run.')
param appPrincipalId string = ''
@description('Object ids of groups or people by role.')
param adminAgentIds string[] = []
param salesAgentIds string[] = []
param viewerIds string[] = []
@description('Object ids of programs that may read; the deployers are among them, for the smoke test.')
param viewerPrincipalIds string[] = []
@description('Addresses of the app, https://<host>, at which the portal is opened; on the first run there is none yet.')
param publicUrls string[] = []

// Microsoft's: Partner Center's API, and its delegated permission user_impersonation (documented).
var partnerCenterAppId = 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd'
var userImpersonationId = '1cebfa2a-fb4d-419e-b5f9-839b4383e05a'

// The same as in shared/domain/caller.ts; a test compares them.
var appRoles = [
  { name: 'AdminAgent', may: 'Attests, invites and reads.' }
  { name: 'SalesAgent', may: 'Attests, invites and reads.' }
  { name: 'Viewer', may: 'Reads, and may report a refused order.' }
  { name: 'Reseller', may: 'Reads and invites its own customers only.' }
]

resource api 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: 'Countersign API (${uniqueName})'
  signInAudience: 'AzureADMyOrg'
  identifierUris: ['api://${tenant().tenantId}/${uniqueName}']
  api: {
    // The code takes v2.0 tokens only; their audience is the client id.
    requestedAccessTokenVersion: 2
    // Users are not asked whether the portal may call the API for them.
    preAuthorizedApplications: [
      { appId: portal.appId, delegatedPermissionIds: [guid(uniqueName, 'access')] }
    ]
    oauth2PermissionScopes: [
      {
        id: guid(uniqueName, 'access')
        value: 'access'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Use Countersign'
        adminConsentDescription: 'Lets an app call Countersign for the person who signed in, within that person\'s roles.'
      }
    ]
  }
  appRoles: [
    for role in appRoles: {
      id: guid(uniqueName, role.name)
      value: role.name
      displayName: role.name
      description: role.may
      isEnabled: true
      allowedMemberTypes: ['Application', 'User']
    }
  ]
}

// The portal: a page in the browser, so without a secret. It names no permission; the API names the portal instead, as
// the two registrations cannot refer to each other.
resource portal 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${uniqueName}-portal'
  displayName: 'Countersign portal (${uniqueName})'
  signInAudience: 'AzureADMyOrg'
  spa: { redirectUris: [for url in publicUrls: '${url}/portal/'] }
}

resource portalPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: portal.appId
}

resource apiPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: api.appId
  // Entra issues no token at all to an account without a role.
  appRoleAssignmentRequired: true
}

resource adminAgents 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for id in adminAgentIds: {
    appRoleId: guid(uniqueName, 'AdminAgent')
    principalId: id
    resourceId: apiPrincipal.id
  }
]

resource salesAgents 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for id in salesAgentIds: {
    appRoleId: guid(uniqueName, 'SalesAgent')
    principalId: id
    resourceId: apiPrincipal.id
  }
]

resource viewers 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for id in union(viewerIds, viewerPrincipalIds): {
    appRoleId: guid(uniqueName, 'Viewer')
    principalId: id
    resourceId: apiPrincipal.id
  }
]

// The app that calls Partner Center. Multi-tenant, as the secure application model wants it (documented).
resource partnerCenter 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${uniqueName}-partner-center'
  displayName: 'Countersign at Partner Center (${uniqueName})'
  signInAudience: 'AzureADMultipleOrgs'
  // Where the browser is sent after the consent; nothing listens there, the code is copied from the address bar.
  web: { redirectUris: ['http://localhost'] }
  requiredResourceAccess: [
    {
      resourceAppId: partnerCenterAppId
      resourceAccess: [{ id: userImpersonationId, type: 'Scope' }]
    }
  ]

  // The managed identity stands in for a client secret. Documented for Entra; with Partner Center unverified.
  resource appIdentity 'federatedIdentityCredentials@v1.0' = if (!empty(appPrincipalId)) {
    name: '${partnerCenter.uniqueName}/app-identity'
    audiences: ['api://AzureADTokenExchange']
    issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    subject: appPrincipalId
  }
}

resource partnerCenterPrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: partnerCenter.appId
}

output API_CLIENT_ID string = api.appId
output PORTAL_CLIENT_ID string = portal.appId
output PARTNER_CENTER_CLIENT_ID string = partnerCenter.appId
output PARTNER_CENTER_PRINCIPAL_ID string = partnerCenterPrincipal.id
