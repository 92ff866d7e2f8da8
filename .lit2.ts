import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { checkLiterals } from './infra/azure/check/checkLiterals.ts';
import { findCompiler } from './infra/azure/check/compiler.ts';
const c: any = await findCompiler();
const dir = '/tmp/fp/az';
cpSync('infra/azure', dir, { recursive: true });
const path = dir + '/snapshots/dev.json';
const s = JSON.parse(readFileSync('infra/azure/snapshots/dev.json', 'utf8'));
const faults: any = [
  ['Microsoft.Insights/actionGroups', { properties: { enabled: true, groupShortName: 'countersigned' } }],
  ['Microsoft.OperationalInsights/workspaces', { name: 'lo' }],
  ['Microsoft.Storage/storageAccounts', { name: 'stData' }],
  ['Microsoft.Storage/storageAccounts/queueServices', { properties: { corsRules: [] } }],
  ['Microsoft.OperationalInsights/workspaces/tables', { properties: { retentionInDays: 5000 } }],
  ['Microsoft.Consumption/budgets', { properties: { category: 'Cost', timeGrain: 'Daily' } }],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', { type: 'Microsoft.ManagedIdentity/unknown' }],
];
for (const [t, ch] of faults)
  Object.assign(
    s.predictedResources.find((r: any) => r.type === t),
    ch,
  );
writeFileSync(path, JSON.stringify(s));
for (const f of await checkLiterals(c.command, { dir, snapshots: ['dev'] }))
  console.log(f.text.slice(0, 230));
