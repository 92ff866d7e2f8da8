import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPackage } from '../../../infra/build/build.ts';

const fixture = fileURLToPath(new URL('../local/host/fixtureApp/', import.meta.url));

let folder: string;
let outDir: string;
let sizes: Record<string, number>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'));
  outDir = join(folder, 'dist');
  await mkdir(outDir);
  await writeFile(join(outDir, 'left-over.js'), '');
  sizes = await buildPackage({
    outDir,
    functionsDir: `${fixture}functions`,
    hostJson: `${fixture}host.json`,
  });
});

afterAll(() => rm(folder, { recursive: true }));

test('the package is these four files and nothing else, and their sizes are told', async () => {
  const files = ['host.json', 'identity.cjs', 'index.cjs', 'package.json'];
  expect((await readdir(outDir)).sort()).toEqual(files);
  expect(Object.keys(sizes)).toEqual(files);
  expect(sizes['index.cjs']).toBe((await readFile(join(outDir, 'index.cjs'))).length);
});

test('package.json names the bundle, and host.json is the given one', async () => {
  expect(JSON.parse(await readFile(join(outDir, 'package.json'), 'utf8'))).toMatchObject({
    main: 'index.cjs',
  });
  expect(await readFile(join(outDir, 'host.json'), 'utf8')).toBe(
    await readFile(`${fixture}host.json`, 'utf8'),
  );
});

test('the bundle loads with nothing installed beside it, and reads identity.cjs only when it is used', () => {
  // The worker's module is replaced by a registry that keeps the handlers.
  const script = `
    const Module = require('node:module');
    const load = Module._load;
    const handlers = {};
    const core = {
      registerFunction: ({ name }, handler) => { handlers[name] = handler; },
      registerHook: () => {}, setProgrammingModel: () => {}, log: () => {},
    };
    Module._load = (id, ...rest) => (id === '@azure/functions-core' ? core : load(id, ...rest));
    require(${JSON.stringify(outDir)});
    const isLoaded = () => Object.keys(require.cache).some((file) => file.endsWith('identity.cjs'));
    const before = isLoaded();
    handlers.credential().then(({ jsonBody }) => {
      console.log(JSON.stringify({ count: Object.keys(handlers).length, before, after: isLoaded(), jsonBody }));
    });`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    before: false,
    after: true,
    jsonBody: { loaded: 'function' },
  });
});

test('startup.ts runs after the functions are registered', async () => {
  const functionsDir = join(folder, 'functions');
  await mkdir(functionsDir);
  await writeFile(join(functionsDir, 'alpha.ts'), `console.log('alpha');`);
  await writeFile(join(functionsDir, 'startup.ts'), `console.log('startup');`);
  await writeFile(join(functionsDir, 'zeta.ts'), `console.log('zeta');`);
  await writeFile(join(functionsDir, 'alpha.test.ts'), `console.log('a test');`);
  const into = join(folder, 'ordered');
  await buildPackage({ outDir: into, functionsDir, hostJson: `${fixture}host.json`, minify: false });
  const { stdout } = spawnSync(process.execPath, [into], { encoding: 'utf8' });
  expect(stdout.split('\n')).toEqual(['alpha', 'zeta', 'startup', '']);
  expect(await readdir(into)).not.toContain('identity.cjs');
});

test('the storage SDK, which asks where its file is, loads from the bundle', async () => {
  const functionsDir = fileURLToPath(new URL('./storageApp/', import.meta.url));
  const into = join(folder, 'storage');
  await buildPackage({ outDir: into, functionsDir, hostJson: `${fixture}host.json` });
  const { stdout, stderr } = spawnSync(process.execPath, [into], { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['function\n', '']);
});

test('a folder that holds the sources is not emptied, and one without functions is refused', async () => {
  const functionsDir = `${fixture}functions`;
  for (const out of [fixture, functionsDir, join(functionsDir, '..', '..')]) {
    await expect(buildPackage({ outDir: out, functionsDir })).rejects.toThrow('holds the sources');
  }
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await expect(buildPackage({ outDir, functionsDir: empty })).rejects.toThrow('holds no function');
});

test('an app in which instanceof would meet two copies of a class is refused', async () => {
  const functionsDir = join(folder, 'twice');
  await mkdir(functionsDir);
  await writeFile(join(functionsDir, 'errors.ts'), `export class Refusal extends Error {}`);
  await writeFile(
    join(functionsDir, 'late.ts'),
    `import { Refusal } from './errors.ts'; export const refuse = () => { throw new Refusal(); };`,
  );
  await writeFile(
    join(functionsDir, 'ask.ts'),
    `import { Refusal } from './errors.ts';
    console.log(import('../twice/late.ts').catch((cause) => cause instanceof Refusal));`,
  );
  const late = { file: 'late.cjs', modules: [join(functionsDir, 'late.ts')] };
  const options = { outDir: join(folder, 'twice-built'), functionsDir, hostJson: `${fixture}host.json` };
  await expect(buildPackage({ ...options, parts: [late] })).rejects.toThrow(
    /Refusal .* index\.cjs and late\.cjs/,
  );
  const errors = { file: 'errors.cjs', modules: [join(functionsDir, 'errors.ts')] };
  await buildPackage({ ...options, parts: [late, errors] });
});
