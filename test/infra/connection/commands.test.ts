import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typescriptArguments } from '../../../infra/local/host/process/childProcess.ts';
import { startEnvironment, type Environment } from '../../../infra/local/environment.ts';
import { findFreePortBase } from '../../../infra/local/ports.ts';

let environment: Environment;
let base: string;
beforeAll(async () => {
  const portBase = await findFreePortBase();
  base = String(portBase);
  environment = await startEnvironment({ portBase, log: () => undefined });
});
afterAll(() => environment.stop());

type Run = { code: number; text: string };

const doctor = (args: string[], env: Record<string, string>) => run('doctor', args, env);

function run(command: 'doctor' | 'webhook', args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const all = [...typescriptArguments(), `infra/connection/${command}.ts`, ...args];
    const child = execFile(process.execPath, all, { env: { ...process.env, ...env } }, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, text: out + err });
    });
  });
}

describe('npm run doctor', () => {
  it('prints every part of the local environment, and is content', async () => {
    const { code, text } = await doctor([], { LOCAL_PORT_BASE: base });
    expect(text).toMatch(/ok {4}userToken[\s\S]+All in all: (ok|warn)/);
    expect(code).toBe(0);
  });

  it('exits with 1 and says what to do when a part fails, asked as for a deployment', async () => {
    const settings = { method: 'PUT', body: JSON.stringify({ refreshTokens: 'revoked' }) };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${environment.urls.entra}/_control/settings`, { ...settings, headers });
    const token = await (await fetch(`${environment.urls.entra}/token?role=AdminAgent`)).text();
    const { code, text } = await doctor(['--url', environment.urls.functions], { COUNTERSIGN_TOKEN: token });
    expect(text).toMatch(/fail {2}refreshToken[\s\S]+partner-center:consent[\s\S]+All in all: fail/);
    expect([code, text.includes(token)]).toEqual([1, false]);
  });

  it('exits with 1 when there is nobody to ask, or no right to', async () => {
    const away = await doctor([], { LOCAL_PORT_BASE: String(await findFreePortBase()) });
    expect([away.code, away.text]).toEqual([1, expect.stringContaining('Is it running?')]);
    const url = environment.urls.functions;
    const refused = await doctor(['--url', url], { COUNTERSIGN_TOKEN: 'made-up' });
    expect([refused.code, refused.text]).toEqual([1, expect.stringContaining('401, NOT_AUTHENTICATED')]);
  });
});

describe('npm run partner-center:webhook without any settings', () => {
  const webhook = (...args: string[]) => run('webhook', args, { LOCAL_PORT_BASE: base });

  it('finds the local environment registered, and has the test event sent', async () => {
    const status = await webhook('status');
    const url = `${environment.urls.functions}/api/v1/webhooks/partner-center`;
    expect([status.code, status.text]).toEqual([0, expect.stringContaining(`registered  ${url}`)]);
    const test = await webhook('test');
    expect([test.code, test.text]).toEqual([0, expect.stringMatching(/Z OK\nThe test event was taken\.\n$/)]);
  });

  it('warns where another environment took the notifications, and takes them back only when told to', async () => {
    const staging = { LOCAL_PORT_BASE: base, PUBLIC_URL: 'https://staging.example' };
    const taken = await run('webhook', ['register', '--replace'], staging);
    expect([taken.code, taken.text]).toEqual([
      0,
      expect.stringContaining('registered  https://staging.example'),
    ]);
    for (const what of ['status', 'register', 'test']) {
      const { code, text } = await webhook(what);
      expect([what, code, text]).toEqual([what, 1, expect.stringContaining('WARNING: another environment')]);
    }
    const back = await webhook('register', '--replace');
    expect([back.code, back.text]).toEqual([0, expect.stringContaining('Notifications come to this app.')]);
  });

  it('says what is missing where no local environment runs, and how it is used', async () => {
    const away = await run('webhook', ['status'], { LOCAL_PORT_BASE: String(await findFreePortBase()) });
    expect([away.code, away.text]).toEqual([1, expect.stringMatching(/Missing: PUBLIC_URL.*npm start/)]);
    expect((await webhook('steal')).code).toBe(2);
    expect((await webhook('--help')).code).toBe(0);
  });
});
