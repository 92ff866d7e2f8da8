// Optional: the app in a network of its own, and storage reachable from there only.
import { Place } from './environment.bicep'

param place Place

var services = ['blob', 'queue', 'table']
var endpoints = [
  { account: place.names.hostAccount, service: 'blob' }
  { account: place.names.dataAccount, service: 'queue' }
  { account: place.names.dataAccount, service: 'table' }
]

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${place.nameSuffix}'
  location: place.location
  tags: place.tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/22'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.20.1.0/24' }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: {
    name: 'privatelink.${service}.${environment().suffixes.storage}'
    location: 'global'
    tags: place.tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, i) in services: {
    parent: zones[i]
    name: 'to-${network.name}'
    location: 'global'
    tags: place.tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [
  for endpoint in endpoints: { name: endpoint.account }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for (endpoint, i) in endpoints: {
    name: 'pe-${endpoint.account}-${endpoint.service}'
    location: place.location
    tags: place.tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        {
          name: endpoint.service
          properties: { privateLinkServiceId: accounts[i].id, groupIds: [endpoint.service] }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (endpoint, i) in endpoints: {
    parent: privateEndpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.service
          properties: { privateDnsZoneId: zones[indexOf(services, endpoint.service)].id }
        }
      ]
    }
    dependsOn: [links]
  }
]

output appSubnetId string = network::app.id
