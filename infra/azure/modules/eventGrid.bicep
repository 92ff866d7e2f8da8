// Delivery reports of the mail service, into a storage queue. Not into the function itself: that would need a
// public path without sign-in, and a deployed function before this template can run.
import { Place } from './environment.bicep'
import { roleDefinitionId, roles } from './roles.bicep'

param place Place
param queueName string

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: place.names.communication
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: place.names.dataAccount

  resource blobs 'blobServices' existing = {
    name: 'default'
    resource deadLetters 'containers' existing = { name: place.names.deadLetterContainer }
  }

  resource queueService 'queueServices' existing = {
    name: 'default'
    resource reports 'queues' existing = { name: queueName }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-mail-${place.nameSuffix}'
  location: 'global'
  tags: place.tags
  // Only a system-assigned identity passes the firewall of a storage account (documented).
  identity: { type: 'SystemAssigned' }
  properties: { source: communication.id, topicType: 'Microsoft.Communication.CommunicationServices' }
}

resource sendReports 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::queueService::reports.id, topic.id, roles.storageQueueDataMessageSender)
  scope: account::queueService::reports
  properties: {
    roleDefinitionId: roleDefinitionId(roles.storageQueueDataMessageSender)
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource writeDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::deadLetters.id, topic.id, roles.storageBlobDataContributor)
  scope: account::blobs::deadLetters
  properties: {
    roleDefinitionId: roleDefinitionId(roles.storageBlobDataContributor)
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource reports 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'mail-delivery-reports'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: { includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived'] }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: account.id
          queueName: queueName
          queueMessageTimeToLiveInSeconds: 604800
        }
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: place.names.deadLetterContainer }
      }
    }
  }
  dependsOn: [sendReports, writeDeadLetters]
}

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' existing = { name: place.names.actionGroup }

resource deadLettered 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-reports-dead-lettered-${place.nameSuffix}'
  location: 'global'
  tags: place.tags
  properties: {
    description: 'Delivery reports could not be put into the queue. Runbook: infra/azure/runbooks.md#reports-dead-lettered'
    severity: 2
    enabled: true
    scopes: [topic.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'deadLettered'
          metricName: 'DeadLetteredCount' // (unverified)
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: onCall.id }]
  }
}
