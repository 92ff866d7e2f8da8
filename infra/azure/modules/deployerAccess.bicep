// What a deployer may do in the resource group of its environment: everything with resources, and assign the roles of
// roles.bicep to identities, no others to nobody else.
import { roleDefinitionId, roles } from './roles.bicep'

param principalId string
param environmentName string

var contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
var roleBasedAccessControlAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'
var assignable = join(map(items(roles), role => role.value), ', ')
var assignments = 'Microsoft.Authorization/roleAssignments'

resource change 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, environmentName, contributor)
  properties: {
    roleDefinitionId: roleDefinitionId(contributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource assignRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, environmentName, roleBasedAccessControlAdministrator)
  properties: {
    roleDefinitionId: roleDefinitionId(roleBasedAccessControlAdministrator)
    principalId: principalId
    principalType: 'ServicePrincipal'
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'${assignments}/write\'})) OR (@Request[${assignments}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${assignable}} AND @Request[${assignments}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {\'ServicePrincipal\'})) AND ((!(ActionMatches{\'${assignments}/delete\'})) OR (@Resource[${assignments}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${assignable}} AND @Resource[${assignments}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {\'ServicePrincipal\'}))'
  }
}
