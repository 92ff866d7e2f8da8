// What a deployer may do in the resource group of its environment: everything with resources, and assign the roles of
// roles.bicep to identities: no other role, to no person, and to no deployer.
import { roleDefinitionId, roles } from './roles.bicep'

@description('All deployers. None may be given a role of the app, such as Key Vault Secrets Officer.')
param principalIds string[]
param principalId string
param environmentName string

var contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
var roleBasedAccessControlAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'
var assignable = join(map(items(roles), role => role.value), ', ')
var deployers = join(principalIds, ', ')
var assignments = 'Microsoft.Authorization/roleAssignments'
var condition = '@<of>[${assignments}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${assignable}} AND @<of>[${assignments}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {\'ServicePrincipal\'} AND @<of>[${assignments}:PrincipalId] ForAnyOfAllValues:GuidNotEquals {${deployers}}'

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
    condition: '((!(ActionMatches{\'${assignments}/write\'})) OR (${replace(condition, '<of>', 'Request')})) AND ((!(ActionMatches{\'${assignments}/delete\'})) OR (${replace(condition, '<of>', 'Resource')}))'
  }
}
