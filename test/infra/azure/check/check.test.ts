import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBicep } from '../../../../infra/azure/check/bicep.ts';
import { checkBicep } from '../../../../infra/azure/check/check.ts';
import { checkLiterals } from '../../../../infra/azure/check/checkLiterals.ts';
import { writeLiterals, type Snapshot } from '../../../../infra/azure/check/literals.ts';
import { findCompiler } from '../../../../infra/azure/check/compiler.ts';
import { sampleVariables } from '../../../../infra/azure/check/sampleVariables.ts';
import { findSyntaxErrors } from '../../../../infra/azure/check/syntax.ts';

const compiler = await findCompiler({ mayFetch: false });
if ('missing' in compiler) process.stderr.write(`Skipped, Bicep is not compiled: ${compiler.missing}\n`);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'countersign-check-'));
  cpSync('infra/azure', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function replace(file: string, what: string, by: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(what);
  writeFileSync(path, text.replace(what, by));
}

describe.skipIf('missing' in compiler)('npm run infra:check with a compiler', { timeout: 240_000 }, () => {
  it('finds each of several faults, and what else changes with them', async () => {
    // A property Azure does not know, a missing parameter, bad form, broken syntax.
    replace('modules/storage.bicep', 'allowBlobPublicAccess', 'allowBlobAccess');
    replace('main.bicepparam', 'param environment =', 'param other =');
    replace('main.bicep', 'param location string', 'param  location string');
    replace('entra/main.bicep', 'resource api ', 'resource = api ');
    const { findings, checkedWith } = await checkBicep({ dir, snapshots: [] });
    const texts = findings.map(({ text }) => text).join('\n');
    expect(checkedWith).toMatch(/^(bicep on PATH|NuGet package)/);
    expect(texts).toMatch(/storage\.bicep\(.*allowBlobAccess/);
    expect(texts).toMatch(/main\.bicepparam\(.*environment/);
    expect(texts).toMatch(/main\.bicep is not formatted/);
    expect(texts).toMatch(/entra\/main\.bicep:\d+:\d+ unexpected/);
  });

  it('finds a change of prod that nobody noted, and nothing else wrong with what is deployed', async () => {
    replace('environments.bicep', 'dailyLogCapGb: 2', 'dailyLogCapGb: 9');
    const { findings } = await checkBicep({ dir, snapshots: ['prod'] });
    expect(findings.map(({ text }) => text)).toEqual([expect.stringContaining('snapshots/prod.json')]);
  });

  it('refuses by name what Azure would misread in silence', async () => {
    const faults = {
      ENVIRONMENT_KIND: 'Prod',
      // Azure takes an empty list for everybody in the tenant.
      API_ALLOWED_CLIENTS: ', ',
      MAIL_DATA_LOCATION: 'Mars',
      REFRESH_TOKEN_STORED: 'yes',
      BUDGET_START_DATE: '2026-12-15',
      PRIVATE_NETWORKING: 'True',
      ZONE_REDUNDANT_APP: '1',
      BACKUPS_LOCKED: 'FALSE',
    };
    expect(await refused(faults)).toEqual(Object.keys(faults).sort());
  });

  it('refuses by name more of the partner, one of each object at a time', async () => {
    const faults = { API_CLIENT_ID: 'api://countersign', MAIL_DOMAIN_VERIFIED: 'ja', ALERT_EMAIL: 'on-call' };
    expect(await refused({ ...faults, PARTNER_CENTER_CREDENTIAL: 'none' })).toEqual(
      [...Object.keys(faults), 'PARTNER_CENTER_CREDENTIAL'].sort(),
    );
    expect(await refused({ PUBLIC_URL: 'http://countersign.example' })).toEqual(['PUBLIC_URL']);
    expect(await refused({ API_ALLOWED_CLIENTS: ' 5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21 , ' })).toEqual([]);
  });
});

/** Changes the first resource of a type in a kept snapshot. */
function changeIn(resources: Snapshot['predictedResources'], type: string, change: object): object[] {
  const found = resources.find((one) => one.type === type) ?? expect.fail(`no ${type}`);
  return resources.map((one) => (one === found ? { ...one, ...change } : one));
}

describe.skipIf('missing' in compiler)('every value of every environment', { timeout: 240_000 }, () => {
  it('keeps to Microsoft’s types: existence, allowed values, ranges, lengths and patterns', async () => {
    if ('missing' in compiler) return;
    const path = join(dir, 'snapshots/dev.json');
    const snapshot = JSON.parse(readFileSync(path, 'utf8')) as Snapshot;
    const faults: [string, object][] = [
      ['Microsoft.Insights/actionGroups', { properties: { enabled: true, groupShortName: 'countersigned' } }],
      ['Microsoft.OperationalInsights/workspaces', { name: 'lo' }],
      ['Microsoft.Storage/storageAccounts', { name: 'stData' }],
      ['Microsoft.Storage/storageAccounts/queueServices', { properties: { corsRules: [] } }],
      ['Microsoft.OperationalInsights/workspaces/tables', { properties: { retentionInDays: 5000 } }],
      ['Microsoft.Consumption/budgets', { properties: { category: 'Cost', timeGrain: 'Monthly' } }],
      [
        'Microsoft.KeyVault/vaults',
        { properties: { tenantId: 'x', accessPolicies: [], sku: { family: 'A', name: 'gold' } } },
      ],
      ['Microsoft.ManagedIdentity/userAssignedIdentities', { type: 'Microsoft.ManagedIdentity/unknown' }],
    ];
    const predictedResources = faults.reduce<object[]>(
      (all, [type, change]) => changeIn(all as Snapshot['predictedResources'], type, change),
      [...snapshot.predictedResources],
    );
    writeFileSync(path, JSON.stringify({ predictedResources }));
    const all = { dir, snapshots: ['dev', 'test', 'prod', 'prod-private'] };
    const texts = (await checkLiterals(compiler.command, all)).map(({ text }) => text);
    expect(texts.filter((text) => !text.startsWith('snapshots/dev.json'))).toEqual([]);
    for (const said of [
      /'countersigned'.* maximum allowable length is 12/,
      /'log?'.* minimum allowable length is 4/,
      /'lo'.* does not match the expected pattern/,
      /'stData'.* does not match the expected pattern/,
      /corsRules.* not allowed/,
      /5000.* maximum allowable value is 730/,
      /missing the following required properties: "amount"/,
      /'gold'.* expected a value of type/,
      /Microsoft\.ManagedIdentity\/unknown@.* does not have types available/,
    ]) {
      expect([said, texts.some((text) => said.test(text))]).toEqual([said, true]);
    }
  });
});

describe('a snapshot as a template of literals', () => {
  it('keeps every value, and what only Azure knows is any text', () => {
    const text = writeLiterals({
      predictedResources: [
        {
          ...{ id: '/a', type: 'Microsoft.A/b', apiVersion: '2026-01-01', name: "it's ${x}\\y\n" },
          properties: { half: 0.5, list: [1, true, null], known: '[[text]', '[key()]': '[value()]' },
        },
        { id: '/g', type: 'Microsoft.Resources/resourceGroups', apiVersion: '2026-01-01', name: 'rg' },
      ],
    });
    expect(text.resourceGroup).toContain("resource r0 'Microsoft.A/b@2026-01-01' = {");
    expect(text.resourceGroup).toContain("'name': 'it\\'s \\${x}\\\\y\\n'");
    expect(text.resourceGroup).toContain("'half': json('0.5')\n'list': [\n1\ntrue\nnull\n]");
    expect(text.resourceGroup).toContain("'known': '[[text]'\n'${unknown}': unknown");
    expect(text.subscription).toContain("'name': 'rg'");
  });
});

async function refused(variables: Record<string, string>): Promise<string[]> {
  if ('missing' in compiler) return [];
  const bicep = createBicep(compiler.command, dir, { ...sampleVariables, ...variables });
  const texts = (await bicep.buildParameters('main.bicepparam')).map(({ text }) => text);
  return texts.map((text) => /": (\w+): is/.exec(text)?.[1] ?? text).sort();
}

describe('the check without a compiler', () => {
  it('finds where the grammar is broken', async () => {
    replace('modules/storage.bicep', 'resource host ', 'resource = host ');
    expect(await findSyntaxErrors(join(dir, 'modules/storage.bicep'))).not.toEqual([]);
    expect(await findSyntaxErrors(join(dir, 'modules/keyVault.bicep'))).toEqual([]);
  });
});
