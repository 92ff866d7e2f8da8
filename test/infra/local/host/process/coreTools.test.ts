import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFunc, spawnFunc } from '../../../../../infra/local/host/process/coreTools.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'func-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Stands in for Core Tools: answers the status address and, like them, has a worker process. */
const obedient = `
const { spawn } = require('node:child_process');
const port = process.argv[process.argv.indexOf('--port') + 1];
const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
console.log('func', process.argv.slice(2).join(' '), process.cwd(), process.env.SETTING, 'worker', worker.pid);
require('node:http').createServer((request, response) => {
  response.writeHead(request.url === '/admin/host/status' ? 200 : 404).end();
}).listen(Number(port), '127.0.0.1');
`;

test('func is found on PATH when it can be executed', async () => {
  const other = await mkdtemp(join(tmpdir(), 'no-func-'));
  await writeFile(join(other, 'func'), '');
  const func = await writeFunc(obedient);
  expect(await findFunc([other, folder].join(delimiter))).toBe(func);
  expect(await findFunc(other)).toBeUndefined();
  expect(await findFunc('')).toBeUndefined();
  await rm(other, { recursive: true });
});

test('it is started in the app folder with port and settings, and is ready when it answers', async () => {
  const { host, lines, port } = await start(obedient);
  expect(host.url).toBe(`http://127.0.0.1:${port}`);
  expect(lines[0]).toContain(`func start --port ${port} ${folder} from the test worker`);
  await host.stop();
  await expect(fetch(host.url)).rejects.toThrow();
});

test('stop ends its workers too, also when it ignores the signal', async () => {
  const { host, lines } = await start(`process.on('SIGTERM', () => {});${obedient}`, { graceMs: 300 });
  const worker = Number(/worker (\d+)/.exec(lines[0] ?? '')?.[1]);
  expect(isAlive(worker)).toBe(true);
  await host.stop();
  expect((await host.exited).signal).toBe('SIGKILL');
  await expect.poll(() => isAlive(worker)).toBe(false);
});

test('an end before it is ready, and no answer in time, are told', async () => {
  await expect(start(`console.log('no bundle'); process.exit(4);`)).rejects.toThrow('func ended before');
  await expect(start('setInterval(() => {}, 1000);', { readyWithinMs: 300 })).rejects.toThrow(
    'did not answer',
  );
  const missing = { func: join(folder, 'missing'), appDir: folder, port: 1, settings: {}, log: () => {} };
  await expect(spawnFunc(missing)).rejects.toThrow('func ended before');
});

async function start(script: string, more: { readyWithinMs?: number; graceMs?: number } = {}) {
  const lines: string[] = [];
  const port = await freePort();
  const settings = { SETTING: 'from the test' };
  const log = (line: string) => lines.push(line);
  const func = await writeFunc(script);
  const host = await spawnFunc({ func, appDir: folder, port, settings, log, ...more });
  return { host, lines, port };
}

async function writeFunc(script: string): Promise<string> {
  const func = join(folder, 'func');
  await writeFile(func, `#!${process.execPath}\n${script}`);
  await chmod(func, 0o755);
  return func;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
