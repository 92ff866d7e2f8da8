import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBicep } from '../../../../infra/azure/check/bicep.ts';
import { checkBicep } from '../../../../infra/azure/check/check.ts';
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
