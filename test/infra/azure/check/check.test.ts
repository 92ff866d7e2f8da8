import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBicep } from '../../../../infra/azure/check/check.ts';
import { findCompiler } from '../../../../infra/azure/check/compiler.ts';
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

describe.skipIf('missing' in compiler)('npm run infra:check with a compiler', { timeout: 120_000 }, () => {
  it('finds nothing wrong with what is deployed', async () => {
    const { findings, checkedWith } = await checkBicep();
    expect(findings).toEqual([]);
    expect(checkedWith).toMatch(/^(bicep on PATH|NuGet package)/);
  });

  it('finds each of several faults', async () => {
    // A property Azure does not know, a size it does not offer, a missing parameter, bad form, broken syntax.
    replace('modules/storage.bicep', 'allowBlobPublicAccess', 'allowBlobAccess');
    replace('environments.bicep', 'instanceMemoryMB: 512', 'instanceMemoryMB: 300');
    replace('main.test.bicepparam', "  partnerType: readEnvironmentVariable('PARTNER_TYPE')\n", '');
    replace('main.bicep', 'param location string', 'param  location string');
    replace('entra/main.bicep', 'resource api ', 'resource = api ');
    const texts = (await checkBicep({ dir })).findings.map(({ text }) => text).join('\n');
    expect(texts).toMatch(/storage\.bicep\(.*allowBlobAccess/);
    expect(texts).toMatch(/main\.dev\.bicepparam\(.*300/);
    expect(texts).toMatch(/main\.test\.bicepparam\(.*partnerType/);
    expect(texts).toMatch(/main\.bicep is not formatted/);
    expect(texts).toMatch(/entra\/main\.bicep:\d+:\d+ unexpected/);
  });

  it('makes a private network of one parameter: storage closed, an endpoint for each of its services', async () => {
    replace(
      'main.prod.bicepparam',
      "param privateNetworking = readEnvironmentVariable('PRIVATE_NETWORKING', 'false') == 'true'",
      'param privateNetworking = true',
    );
    expect((await checkBicep({ dir, fix: true })).findings).toEqual([]);
    const { predictedResources } = JSON.parse(readFileSync(join(dir, 'main.prod.snapshot.json'), 'utf8')) as {
      predictedResources: { type: string; properties?: { networkAcls?: { defaultAction: string } } }[];
    };
    const ofType = (type: string) => predictedResources.filter((resource) => resource.type === type);
    expect(ofType('Microsoft.Network/virtualNetworks')).toHaveLength(1);
    expect(ofType('Microsoft.Network/privateEndpoints').length).toBeGreaterThanOrEqual(3);
    const accounts = ofType('Microsoft.Storage/storageAccounts');
    expect(accounts.map(({ properties }) => properties?.networkAcls?.defaultAction)).toEqual([
      'Deny',
      'Deny',
    ]);
    const usual = readFileSync('infra/azure/main.prod.snapshot.json', 'utf8');
    expect(usual).not.toContain('Microsoft.Network/privateEndpoints');
  });

  it('finds a change of prod that nobody noted', async () => {
    replace('environments.bicep', 'dailyLogCapGb: 2', 'dailyLogCapGb: 9');
    const { findings } = await checkBicep({ dir });
    expect(findings.map(({ text }) => text)).toEqual([expect.stringContaining('snapshot')]);
  });
});

describe('the check without a compiler', () => {
  it('finds where the grammar is broken', async () => {
    replace('modules/storage.bicep', 'resource host ', 'resource = host ');
    expect(await findSyntaxErrors(join(dir, 'modules/storage.bicep'))).not.toEqual([]);
    expect(await findSyntaxErrors(join(dir, 'modules/keyVault.bicep'))).toEqual([]);
  });
});
