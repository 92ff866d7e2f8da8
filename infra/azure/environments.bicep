// Sizes of the three environments; the parameter files choose one.
@export()
@description('Sizes by kind. README, "Cost", says what each costs.')
var environments = {
  dev: {
    kind: 'dev'
    nodeVersion: '24'
    instanceMemoryMB: 512
    maximumInstances: 40
    alwaysReadyHttp: 0
    zoneRedundantStorage: false
    backupDays: 7
    purgeProtection: false
    logRetentionDays: 30
    dailyLogCapGb: 1
    monthlyBudget: 25
  }
  test: {
    kind: 'test'
    nodeVersion: '24'
    instanceMemoryMB: 512
    maximumInstances: 40
    alwaysReadyHttp: 0
    zoneRedundantStorage: false
    backupDays: 7
    purgeProtection: false
    logRetentionDays: 30
    dailyLogCapGb: 1
    monthlyBudget: 25
  }
  prod: {
    kind: 'prod'
    nodeVersion: '24'
    instanceMemoryMB: 512
    maximumInstances: 40
    alwaysReadyHttp: 1
    zoneRedundantStorage: true
    backupDays: 35
    purgeProtection: true
    logRetentionDays: 90
    dailyLogCapGb: 2
    monthlyBudget: 100
  }
}
