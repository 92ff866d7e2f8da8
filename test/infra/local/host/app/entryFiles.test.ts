import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEntryFiles } from '../../../../../infra/local/host/app/entryFiles.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entry-'));
  const files = ['index.cjs', 'src/a.js', 'src/b.js', 'src/deep/c.js', 'src/a.js.map', 'node_modules/x/d.js'];
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
});

afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['index.cjs', ['index.cjs']],
  ['missing.js', []],
  ['src/*.js', ['src/a.js', 'src/b.js']],
  ['./src/**/*.js', ['src/a.js', 'src/b.js', 'src/deep/c.js']],
  ['{index.cjs,src/deep/*.js}', ['index.cjs', 'src/deep/c.js']],
  ['**/*.js', ['src/a.js', 'src/b.js', 'src/deep/c.js']],
])('main %s names %j', (main, files) => {
  expect(findEntryFiles(folder, main).map((file) => relative(folder, file))).toEqual(files);
});
