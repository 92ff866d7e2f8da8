import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { keptPackage } from '../../../infra/build/keptPackage.ts';
import { localSecrets, localSettings } from '../../../infra/local/localSettings.ts';
import { portsFrom } from '../../../infra/local/ports.ts';
import { typescriptArguments } from '../../../infra/local/host/process/childProcess.ts';

let packageDir: string;
let emptyDir: string;
let worker: ChildProcess | undefined;
beforeAll(async () => {
  packageDir = await keptPackage();
  emptyDir = await mkdtemp(join(tmpdir(), 'countersign-worker-'));
  await writeFile(join(emptyDir, 'package.json'), '{"main":"index.cjs"}');
});
afterEach(() => worker?.kill());
afterAll(() => rm(emptyDir, { recursive: true }));

const settings = localSettings(portsFrom(7071), 'UseDevelopmentStorage=true', localSecrets(undefined));

/** What a host asks of a worker in a process of its own, and its answers. */
function startWorker(env: NodeJS.ProcessEnv): (request: object) => Promise<unknown> {
  const main = fileURLToPath(new URL('./worker/nodeWorker.ts', import.meta.url));
  const child = spawn(process.execPath, [...typescriptArguments(), main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  worker = child;
  return async (request) => {
    const answered = once(child, 'message');
    child.send(request);
    return ((await answered) as unknown[])[0];
  };
}

const failure = {
  functionMetadataResponse: {
    result: {
      status: 'Failure',
      exception: {
        message: expect.stringMatching(
          /^Worker was unable to load entry point "index\.cjs": These settings are wrong:[\s\S]*PUBLIC_URL/,
        ) as string,
      },
    },
  },
};

it('answers the functions of the package to a worker that starts with its settings', async () => {
  const ask = startWorker(settings);
  await ask({ workerInitRequest: { functionAppDirectory: packageDir } });
  expect(await ask({ functionsMetadataRequest: {} })).toMatchObject({
    functionMetadataResponse: {
      result: { status: 'Success' },
      useDefaultMetadataIndexing: false,
      functionMetadataResults: expect.arrayContaining(['sendMail']) as string[],
    },
  });
});

it('a wrong setting stops a worker with its text, and starts no app without functions', async () => {
  const ask = startWorker({ ...settings, PUBLIC_URL: 'nowhere' });
  await ask({ workerInitRequest: { functionAppDirectory: packageDir } });
  expect(await ask({ functionsMetadataRequest: {} })).toEqual(failure);
});

it('a wrong setting stops a warm worker, too, which gets app and settings later', async () => {
  await writeFile(join(emptyDir, 'index.cjs'), '');
  const ask = startWorker(settings);
  await ask({ workerInitRequest: { functionAppDirectory: emptyDir } });
  const environmentVariables = { ...settings, PUBLIC_URL: 'nowhere' };
  await ask({ functionEnvironmentReloadRequest: { functionAppDirectory: packageDir, environmentVariables } });
  expect(await ask({ functionsMetadataRequest: {} })).toEqual(failure);
});

it('an app that fails before its first function is started without any: the trap that startup.ts avoids', async () => {
  await writeFile(join(emptyDir, 'index.cjs'), `throw new Error('too early')`);
  const ask = startWorker(settings);
  await ask({ workerInitRequest: { functionAppDirectory: emptyDir } });
  expect(await ask({ functionsMetadataRequest: {} })).toMatchObject({
    functionMetadataResponse: { result: { status: 'Success' }, useDefaultMetadataIndexing: true },
  });
});
