import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildClientPackage } from '../../infra/build/clientPackage.ts';
import { sell } from '../../infra/examples/shop/shop.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';

const run = promisify(execFile);
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example' };

let environment: Environment;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
});
afterAll(async () => {
  await environment.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A shop of a stranger: only the package, and TypeScript as strict as it gets. */
const journey = `
import { createClient, CountersignProblem, verifyWebhook, type WebhookMessage } from '@countersign/client';

declare const process: { argv: string[] };
const [, , url = '', tokenUrl = ''] = process.argv;
const client = createClient({ url, token: async () => (await fetch(tokenUrl)).text() });
const codes: (string | null)[] = [];

const session = await client.getSession();
codes.push(session.roles[0] ?? null);

const names: string[] = [];
for await (const customer of client.all('listCustomers')) names.push(customer.companyName);
codes.push(names.length > 5 ? 'pages' : 'one page');

const readiness = await client.findReadiness({ query: { domain: 'tailspintoys.com' } }).catch((failure: unknown) => {
  if (failure instanceof CountersignProblem) return { canOrder: null, code: failure.code };
  throw failure;
});
codes.push(readiness.code);

try {
  await client.getCustomer({ params: { customerTenantId: '00000000-0000-4000-8000-000000000000' } });
} catch (failure) {
  codes.push(failure instanceof CountersignProblem ? failure.code : 'another failure');
}

const refused: WebhookMessage | 'refused' = await verifyWebhook('whsec_AAAA', { headers: {}, body: '{}' }).catch(
  () => 'refused' as const,
);
codes.push(refused === 'refused' ? 'refused' : refused.type);
console.log(JSON.stringify(codes));
`;

it('is installed from its package into an empty project, compiles strictly there, and runs a journey', async () => {
  const [built, project] = [join(folder, 'built'), join(folder, 'project')];
  await buildClientPackage(built);
  const { stdout: packed } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: built,
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  await mkdir(project);
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'shop', private: true, type: 'module' }),
  );
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], {
    cwd: project,
  });
  await writeFile(join(project, 'shop.ts'), journey);
  const compilerOptions = {
    ...{
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
    },
    ...{ module: 'NodeNext', target: 'ES2022', lib: ['ES2022', 'DOM'], types: [] },
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['shop.ts'] }));
  await run(process.execPath, [tsc, '-p', project]).catch(({ stdout }: { stdout: string }) =>
    expect.fail(stdout),
  );
  const { functions, entra } = environment.urls;
  const args = [join(project, 'shop.js'), functions, `${entra}/token?role=AdminAgent`];
  const { stdout } = await run(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual([
    'AdminAgent',
    'pages',
    expect.any(String),
    'CUSTOMER_NOT_FOUND',
    'refused',
  ]);
  const manifest = JSON.parse(await readFile(join(built, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest['dependencies']).toBeUndefined();
});

it('is enough for the example shop: the order is placed once the customer has accepted', async () => {
  const lines: string[] = [];
  const { functions, entra, partnerCenter } = environment.urls;
  const sold = sell({
    ...{ url: functions, tokenUrl: `${entra}/token?role=AdminAgent`, customerTenantId, contact },
    say: (line) => lines.push(line),
  });
  await Promise.race([sold, waitFor('the invitation', async () => (lines.length > 1 ? true : undefined))]);
  await fetch(`${partnerCenter}/_control/customers/${customerTenantId}/accept`, { method: 'POST' });
  const headers = { authorization: `Bearer ${await (await fetch(`${entra}/token?role=AdminAgent`)).text()}` };
  await fetch(`${functions}/api/v1/customers/${customerTenantId}/checks`, { method: 'POST', headers });
  await sold;
  expect(lines).toEqual([
    expect.stringContaining('may order: false'),
    'invited; waiting for the acceptance',
    'may order: true. The order is placed.',
  ]);
});

it('has an example that a reader takes in at one sight', async () => {
  const source = await readFile(
    fileURLToPath(new URL('../../infra/examples/shop/shop.ts', import.meta.url)),
    'utf8',
  );
  expect(source.split('\n').length).toBeLessThanOrEqual(101);
});
