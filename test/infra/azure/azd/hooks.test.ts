import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { afterProvision } from '../../../../infra/azure/azd/after.ts';
import { beforeProvision } from '../../../../infra/azure/azd/before.ts';
import { createCommands } from '../../../../infra/azure/azd/commands.ts';
import type { HookNeeds } from '../../../../infra/azure/azd/steps.ts';
import { callFakeAzure, emptyAzure, type FakeAzure } from './fakeAzure.ts';

const ofAzd = { AZURE_ENV_NAME: 'try', AZURE_SUBSCRIPTION_ID: 'sub', AZURE_LOCATION: 'westeurope' };
const outputs = {
  ...{ SERVICE_API_HOST: 'func.example', APP_PRINCIPAL_ID: 'identity-1', KEY_VAULT_NAME: 'kv-1' },
  ...{ AZURE_RESOURCE_GROUP: 'rg-try', SERVICE_API_NAME: 'func-1' },
};
const answers: Record<string, string> = {
  ENVIRONMENT_KIND: '',
  PARTNER_TYPE: 'directBill',
  PARTNER_NAME: 'Fabrikam & Söhne "Cloud"',
  ALERT_EMAIL: 'on-call@fabrikam.example',
};

let azure: FakeAzure;
beforeEach(() => {
  azure = emptyAzure();
});

/** A person at a terminal, in front of azd's environment as it is now. */
function atTerminal(more: Record<string, string> = {}, reply = answers) {
  const said: string[] = [];
  const asked: string[] = [];
  const needs: HookNeeds = {
    commands: createCommands(async (program, args) => {
      const answer = callFakeAzure(azure, program, args);
      return answer === undefined ? '' : JSON.stringify(answer);
    }),
    variables: { ...ofAzd, ...azure.variables, ...more },
    async ask(question) {
      asked.push(question);
      return question.startsWith('Make ')
        ? (reply['confirm'] ?? 'y')
        : (reply[question.split(' ')[0] ?? ''] ?? '');
    },
    say: (line) => said.push(line),
    now: () => new Date('2026-12-17T10:00:00Z'),
  };
  return { needs, said, asked };
}

describe('the first azd up', () => {
  it('asks for what is missing, shows what it would make, and makes it in order', async () => {
    const { needs, said, asked } = atTerminal();
    await beforeProvision(needs);
    const { variables, applications, servicePrincipals, assigned } = azure;
    expect(asked.map((one) => one.split(' ')[0])).toEqual([...Object.keys(answers), 'Make']);
    expect(variables).toEqual({
      ENVIRONMENT_KIND: 'dev',
      PARTNER_TYPE: 'directBill',
      PARTNER_NAME: answers['PARTNER_NAME'],
      ALERT_EMAIL: 'on-call@fabrikam.example',
      BUDGET_START_DATE: '2026-12-01',
      API_CLIENT_ID: 'app-id-of-try',
      PORTAL_CLIENT_ID: 'app-id-of-try-portal',
      PARTNER_CENTER_CLIENT_ID: 'app-id-of-try-partner-center',
      API_ALLOWED_CLIENTS: 'app-id-of-try-portal',
    });
    expect(JSON.stringify(applications[0])).toContain('"appId":"app-id-of-try-portal"');
    expect(servicePrincipals).toHaveLength(3);
    expect(servicePrincipals[0]).toMatchObject({ appRoleAssignmentRequired: true });
    expect(assigned).toEqual([expect.objectContaining({ principalId: 'me' })]);
    const shown = said.findIndex((line) => line.includes('to make') && line.includes('API_CLIENT_ID'));
    expect(shown).toBeLessThan(said.findIndex((line) => line.includes('made ')));
  });

  it('gives the app its identity, its address and its key when the resources are there', async () => {
    await beforeProvision(atTerminal().needs);
    const { needs, said } = atTerminal(outputs);
    await afterProvision(needs);
    const { applications, credentials, signingKey = '', calls } = azure;
    expect(applications[1]).toMatchObject({ spa: { redirectUris: ['https://func.example/portal/'] } });
    expect(credentials).toMatchObject([
      {
        name: 'app-identity',
        subject: 'identity-1',
        issuer: 'https://login.microsoftonline.com/tenant-1/v2.0',
      },
    ]);
    expect(Buffer.from(signingKey, 'base64')).toHaveLength(32);
    expect(calls.join('\n') + said.join('\n')).not.toContain(signingKey);
    expect(calls.at(-1)).toContain('functionapp restart --name func-1 --resource-group rg-try');
    expect(said.at(-1)).toContain('https://func.example/portal/');
  });
});

describe('a further run', () => {
  it('finds everything there, asks nothing and changes nothing', async () => {
    await beforeProvision(atTerminal().needs);
    await afterProvision(atTerminal(outputs).needs);
    const before = structuredClone(azure);
    const again = [atTerminal(), atTerminal(outputs)] as const;
    await beforeProvision(again[0].needs);
    await afterProvision(again[1].needs);
    expect([...again[0].asked, ...again[1].asked]).toEqual([]);
    expect([...again[0].said, ...again[1].said].filter((line) => /to make|made/.test(line))).toEqual([]);
    expect({ ...azure, calls: [] }).toEqual({ ...before, calls: [] });
  });

  it('goes on where one broke off: what Azure refused is named, what was made is found', async () => {
    azure.refuse = '/appRoleAssignedTo';
    await expect(beforeProvision(atTerminal().needs)).rejects.toThrow('Authorization_RequestDenied');
    // As if the first answer had come and its variable had not been kept.
    delete azure.variables['API_CLIENT_ID'];
    azure.refuse = '';
    const { needs, asked } = atTerminal();
    await beforeProvision(needs);
    expect(asked).toEqual([expect.stringContaining('Make ')]);
    const { applications, servicePrincipals, assigned } = azure;
    expect([applications.length, servicePrincipals.length, assigned.length]).toEqual([3, 3, 1]);
  });

  it('keeps other callers and addresses, and follows a new identity', async () => {
    await beforeProvision(atTerminal({ API_ALLOWED_CLIENTS: 'shop' }).needs);
    expect(azure.variables['API_ALLOWED_CLIENTS']).toBe('shop,app-id-of-try-portal');
    await afterProvision(atTerminal(outputs).needs);
    const { signingKey } = azure;
    const moved = { ...outputs, SERVICE_API_HOST: 'other.example', APP_PRINCIPAL_ID: 'identity-2' };
    await afterProvision(atTerminal(moved).needs);
    const { applications, signingKey: later } = azure;
    expect(JSON.stringify(applications[1])).toMatch(/func\.example.*other\.example/);
    expect(azure.credentials).toMatchObject([{ subject: 'identity-2' }]);
    expect(later).toBe(signingKey);
  });
});

describe('nothing is made', () => {
  it('when the answer is no', async () => {
    const { needs } = atTerminal({}, { ...answers, confirm: '' });
    await expect(beforeProvision(needs)).rejects.toThrow('Nothing was made');
    expect(azure.applications).toEqual([]);
  });

  it('where nobody can be asked; everything that is missing is named at once', async () => {
    const { needs } = atTerminal();
    const inPipeline = { ...needs, ask: undefined };
    await expect(beforeProvision(inPipeline)).rejects.toThrow(/PARTNER_TYPE.*\nPARTNER_NAME.*\nALERT_EMAIL/);
    const given = { ...answers, API_CLIENT_ID: 'a', PARTNER_CENTER_CLIENT_ID: 'b', API_ALLOWED_CLIENTS: 'c' };
    await beforeProvision({ ...inPipeline, variables: { ...ofAzd, ...given } });
    await afterProvision({ ...inPipeline, variables: { ...ofAzd, ...given, ...outputs } });
    expect(azure.calls.filter((call) => !call.startsWith('azd '))).toEqual([]);
  });

  it('for an answer that the templates would refuse: it is asked again', async () => {
    const { needs, said } = atTerminal();
    const replies = ['prodd', 'prod', 'distributor', 'indirectReseller', 'A', 'nobody', 'a@b.example'];
    await beforeProvision({ ...needs, ask: async () => replies.shift() ?? 'y' });
    expect(said.filter((line) => line.startsWith('Not taken'))).toHaveLength(3);
    expect(azure.variables).toMatchObject({
      ENVIRONMENT_KIND: 'prod',
      ALERT_EMAIL: 'a@b.example',
    });
  });
});

it('runs as azure.yaml calls it, and reads what the programs print', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-azd-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'azure.json');
  await writeFile(file, JSON.stringify(azure));
  for (const name of ['az', 'azd']) {
    const script = `#!/bin/sh\nexec '${process.execPath}' --import tsx test/infra/azure/azd/fakePrograms.ts ${name} "$@"\n`;
    await writeFile(join(folder, name), script, { mode: 0o755 });
  }
  const yaml = readFileSync('azure.yaml', 'utf8');
  const [before = [], after = []] = [...yaml.matchAll(/run: node (.*)$/gm)].map(([, args = '']) =>
    args.split(' '),
  );
  const run = promisify(execFile);
  const given = { ...ofAzd, ...outputs, ...answers, ENVIRONMENT_KIND: 'dev', API_CLIENT_ID: 'a' };
  const more = { PORTAL_CLIENT_ID: 'p', PARTNER_CENTER_CLIENT_ID: 'b', API_ALLOWED_CLIENTS: 'p' };
  const env = {
    ...process.env,
    ...given,
    ...more,
    FAKE_AZURE: file,
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
  };
  const { stdout } = await run(process.execPath, before, { env });
  expect(stdout).toContain('taken as given');
  const inTerminal = { ...env, COUNTERSIGN_CONFIRMED: 'true', PARTNER_CENTER_CREDENTIAL: 'secret' };
  await expect(run(process.execPath, after, { env: inTerminal })).rejects.toMatchObject({
    stderr: expect.stringMatching(/^az rest: ERROR: Not Found/) as string,
  });
  const { variables } = JSON.parse(await readFile(file, 'utf8')) as FakeAzure;
  expect(variables['BUDGET_START_DATE']).toMatch(/^\d{4}-\d\d-01$/);
});
