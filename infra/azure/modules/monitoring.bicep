// Logs, whom to tell, the workbook and the budget.
import { Environment, Operations, Place } from './environment.bicep'

param place Place
param environment Environment
param operations Operations

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: place.names.workspace
  location: place.location
  tags: place.tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: environment.logRetentionDays
    workspaceCapping: { dailyQuotaGb: environment.dailyLogCapGb }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: place.names.insights
  location: place.location
  tags: place.tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: place.names.actionGroup
  location: 'global'
  tags: place.tags
  properties: {
    groupShortName: 'countersign'
    enabled: true
    emailReceivers: [{ name: 'on-call', emailAddress: operations.alertEmail, useCommonAlertSchema: true }]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'countersign-operations')
  location: place.location
  tags: place.tags
  kind: 'shared'
  properties: {
    displayName: 'Countersign operations (${environment.kind})'
    category: 'workbook'
    serializedData: loadTextContent('./workbook.json')
    sourceId: insights.id
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'budget-${place.nameSuffix}'
  properties: {
    category: 'Cost'
    amount: environment.monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: operations.budgetStartDate }
    notifications: toObject([50, 80, 100], percent => 'at${percent}Percent', percent => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: percent
      thresholdType: 'Actual'
      contactEmails: [operations.alertEmail]
    })
  }
}

module alerts './alerts.bicep' = {
  params: { place: place, workspaceId: workspace.id, actionGroupId: onCall.id }
}
