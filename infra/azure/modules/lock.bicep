// Nothing in this resource group can be deleted through Azure Resource Manager.
resource keep 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Evidence of agreements. Owners: README of infra/azure, "Tear down".'
  }
}
