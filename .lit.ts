import { writeLiterals } from './infra/azure/check/literals.ts';
import { readFileSync, writeFileSync } from 'node:fs';
for (const n of ['dev', 'test', 'prod', 'prod-private']) {
  const s = JSON.parse(readFileSync(`infra/azure/snapshots/${n}.json`, 'utf8'));
  const l = writeLiterals(s);
  for (const [k, v] of Object.entries(l)) writeFileSync(`/tmp/fp/lit/${n}.${k}.bicep`, v);
}
const s = JSON.parse(readFileSync(`infra/azure/snapshots/dev.json`, 'utf8'));
for (const r of s.predictedResources) {
  if (r.type.endsWith('actionGroups')) r.properties.groupShortName = 'x'.repeat(13);
  if (r.type.endsWith('/sites')) {
    r.properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount = 5000;
    r.properties.clientAffinityEnable = 1;
  }
  if (r.type.endsWith('vaults')) {
    r.name = '-kv';
    r.properties.sku.name = 'gold';
    r.properties.softDeleteRetentionInDays = 'x';
  }
  if (r.type.endsWith('storageAccounts')) r.name = 'UPPER-1';
  if (r.type.endsWith('workspaces')) r.name = 'x';
  if (r.type.endsWith('/tables') && r.type.includes('Insights')) {
    r.properties.retentionInDays = 5000;
  }
  if (r.type.endsWith('scheduledQueryRules')) {
    r.properties.severity = 9;
  }
  if (r.type.endsWith('budgets')) {
    r.properties.timeGrain = 'Daily';
  }
  if (r.type.endsWith('queues')) r.name = r.name + '_X';
  if (r.type.endsWith('userAssignedIdentities')) r.type = 'Microsoft.ManagedIdentity/userAssigned';
}
writeFileSync('/tmp/fp/lit/bad.resourceGroup.bicep', writeLiterals(s).resourceGroup);
