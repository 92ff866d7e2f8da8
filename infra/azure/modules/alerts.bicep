// One alert for each of the rules in alertRules.bicep.
import { alertRules } from './alertRules.bicep'
import { Place } from './environment.bicep'

param place Place
param workspaceId string
param actionGroupId string

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alertRules: {
    name: 'alert-${alert.name}-${place.nameSuffix}'
    location: place.location
    tags: place.tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: '${alert.description} Runbook: infra/azure/runbooks.md#${alert.name}'
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: startsWith(alert.window, 'P') && !startsWith(alert.window, 'PT') ? 'PT1H' : 'PT15M'
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.?rows == 'fewerThan' ? 'LessThan' : 'GreaterThan'
            threshold: alert.?count ?? 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      // A new workspace has no rows of any kind yet.
      skipQueryValidation: true
      autoMitigate: true
      actions: { actionGroups: [actionGroupId] }
    }
  }
]
