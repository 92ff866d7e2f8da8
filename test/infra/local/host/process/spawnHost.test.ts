import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptHost } from '../../../../../infra/build/keptHost.ts';
import { startAzurite, type Azurite } from '../../../../../infra/local/azurite.ts';
import { typescriptArguments } from '../../../../../infra/local/host/process/childProcess.ts';
import { spawnHost } from '../../../../../infra/local/host/process/spawnHost.ts';
import { base64, buildFixture, fixtureSettings } from '../startFixture.ts';
import { QueueClient } from '@azure/storage-queue';

let azurite: Azurite;
let fixture: Awaited<ReturnType<typeof buildFixture>>;
let broken: Awaited<ReturnType<typeof buildFixture>>;
let main: string;

beforeAll(async () => {
  azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  [fixture, broken, main] = await Promise.all([buildFixture(), buildFixture(), keptHost()]);
});

afterAll(async () => {
  await azurite.stop();
  await Promise.all([fixture.remove(), broken.remove()]);
});

test('the child answers when it is said to be ready, prints single lines, and is gone after stop', async () => {
  const { host, lines } = await start();
  expect((await fetch(`${host.url}/api/talk`)).status).toBe(200);
  await expect.poll(() => lines).toContain('error [talk] two | lines');
  await host.stop();
  expect(await host.exited).toEqual({ code: 0, signal: null });
  expect(lines).toContain('fixture: appTerminate');
  await expect(fetch(host.url)).rejects.toThrow();
  await host.stop();
});

test('the app starts only when what it waits for is done, and a failure of that is passed on', async () => {
  const lines: string[] = [];
  let done: () => void = () => undefined;
  const after = new Promise<void>((resolve) => (done = resolve));
  const options = {
    appDir: fixture.appDir,
    main,
    port: 0,
    settings: fixtureSettings(azurite.connectionString),
    log: (line: string) => void lines.push(line),
  };
  let isReady = false;
  const starting = spawnHost({ ...options, after }).then((host) => {
    isReady = true;
    return host;
  });
  // A child that does not wait is ready in this time and prints that it is.
  const other = await spawnHost({ ...options, log: () => undefined });
  expect([isReady, lines]).toEqual([false, []]);
  done();
  const host = await starting;
  expect((await fetch(`${host.url}/api/talk`)).status).toBe(200);
  await Promise.all([host.stop(), other.stop()]);

  const failed = spawnHost({ ...options, after: Promise.reject(new Error('the past could not be made')) });
  await expect(failed).rejects.toThrow('the past could not be made');
});

test('stop lets a running request end', async () => {
  const { host, lines } = await start();
  const slow = fetch(`${host.url}/api/slow?ms=600`);
  await expect.poll(() => lines).toContain('information [slow] begins');
  const stopping = host.stop();
  expect(await (await slow).text()).toBe('done');
  const answeredAt = performance.now();
  await stopping;
  // Not held up by the connection that the client keeps open for some five seconds.
  expect(performance.now() - answeredAt).toBeLessThan(4_000);
});

test('a busy port, a missing setting and an app that does not load are told with their reason', async () => {
  const { host } = await start();
  await expect(start({ port: Number(new URL(host.url).port) })).rejects.toThrow('the port is busy');
  await host.stop();
  await expect(start({ settings: { Data: '' } })).rejects.toThrow('storage connection Data is missing');
  await writeFile(join(broken.appDir, 'index.cjs'), 'throw new Error("the app says no")');
  await expect(start({ appDir: broken.appDir })).rejects.toThrow('the app says no');
  await writeFile(join(broken.appDir, 'index.cjs'), 'process.exit(3)');
  await expect(start({ appDir: broken.appDir })).rejects.toThrow('ended before it was ready (code 3)');
});

test('a child that does not react to stop is killed', async () => {
  const { host, lines } = await start({ graceMs: 300 });
  const blocked = fetch(`${host.url}/api/block`);
  blocked.catch(() => {});
  await expect.poll(() => lines).toContain('information [block] blocks');
  await host.stop();
  expect((await host.exited).signal).toBe('SIGKILL');
});

test('the host ends by itself when its parent is killed', async () => {
  const settings = JSON.stringify(fixtureSettings(azurite.connectionString));
  const spawner = new URL('../../../../../infra/local/host/process/spawnHost.ts', import.meta.url).href;
  const script = `
    import { spawnHost } from ${JSON.stringify(spawner)};
    const options = { appDir: ${JSON.stringify(fixture.appDir)}, port: 0, settings: ${settings}, log: () => {} };
    const host = await spawnHost(options);
    console.log(host.url);`;
  const parent = spawn(process.execPath, [...typescriptArguments(), '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [url] = await once(createInterface({ input: parent.stdout }), 'line');
  const answers = () =>
    fetch(`${url}/admin/host/status`).then(
      (response) => response.ok,
      () => false,
    );
  expect(await answers()).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(answers).toBe(false);
});

test('SIGINT leaves the host running, SIGTERM ends it in order', async () => {
  const child = spawn(process.execPath, [main, '--app-dir', fixture.appDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...fixtureSettings(azurite.connectionString) },
  });
  child.stdout?.resume();
  const [message] = await once(child, 'message');
  child.kill('SIGINT');
  expect((await fetch(`${message.ready.url}/api/off`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('an error that nobody caught ends the process, and its message is not printed', async () => {
  const { host, lines } = await start();
  await fetch(`${host.url}/api/uncaught`);
  expect(await host.exited).toEqual({ code: 1, signal: null });
  expect(lines.join('\n')).toMatch(/critical uncaught: Error \| at /);
  expect(lines.join('\n')).not.toContain('anna');
});

test('a message whose run was cut off is still in the queue', async () => {
  const settings = { WORK_QUEUE: 'cut-off', AzureFunctionsJobHost__functionTimeout: '01:00:00' };
  const queue = new QueueClient(azurite.connectionString, 'cut-off');
  await queue.create();
  const { host, lines } = await start({ settings });
  await queue.sendMessage(base64({ id: 'cut', block: true }));
  await expect.poll(() => lines).toContain('information [work] cut blocks');
  await host.stop();
  expect((await queue.getProperties()).approximateMessagesCount).toBe(1);
  // Its lease has not ended yet, as on Azure.
  expect((await queue.receiveMessages()).receivedMessageItems).toEqual([]);
});

async function start(
  more: { appDir?: string; port?: number; settings?: Record<string, string>; graceMs?: number } = {},
) {
  const lines: string[] = [];
  const host = await spawnHost({
    appDir: more.appDir ?? fixture.appDir,
    main,
    port: more.port ?? 0,
    settings: fixtureSettings(azurite.connectionString, more.settings),
    log: (line) => lines.push(line),
    ...(more.graceMs !== undefined && { graceMs: more.graceMs }),
  });
  return { host, lines };
}
