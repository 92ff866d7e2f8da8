import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kept } from '../../../infra/build/kept.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const name = `test-${String(process.pid)}`;
let sources: string;
let made = 0;

const make = async (folder: string): Promise<void> => {
  made += 1;
  writeFileSync(join(folder, 'result'), readFileSync(join(sources, 'source')));
};
const ask = (also?: string) =>
  kept({ name, sources: [relative(root, sources)], make, ...(also !== undefined && { also }) });

beforeEach(() => {
  made = 0;
  mkdirSync(join(root, '.local'), { recursive: true });
  sources = mkdtempSync(join(root, '.local/sources-'));
  writeFileSync(join(sources, 'source'), 'one');
});

afterEach(() => {
  const all = join(root, '.local/made');
  const ours = readdirSync(all).filter((one) => one.startsWith(name));
  for (const one of ours) rmSync(join(all, one), { recursive: true });
  rmSync(sources, { recursive: true });
});

test('is made once for each state of the sources, of their names, and of what else it depends on', async () => {
  const first = await ask();
  expect([await ask(), made]).toEqual([first, 1]);
  writeFileSync(join(sources, 'source'), 'two');
  expect(readFileSync(join(await ask(), 'result'), 'utf8')).toBe('two');
  writeFileSync(join(sources, 'another'), '');
  await ask();
  await ask('a setting');
  expect(made).toBe(4);
  expect(readFileSync(join(first, 'result'), 'utf8')).toBe('one');
});

test('is the same for those who ask at once', async () => {
  const folders = await Promise.all([ask(), ask(), ask()]);
  expect(new Set(folders).size).toBe(1);
  expect(readFileSync(join(folders[0], 'result'), 'utf8')).toBe('one');
});

test('leaves nothing behind when it can not be made', async () => {
  const failing = kept({
    name,
    sources: [relative(root, sources)],
    make: () => Promise.reject(new Error('no room')),
  });
  await expect(failing).rejects.toThrow('no room');
  expect(readdirSync(join(root, '.local/made')).filter((one) => one.startsWith(name))).toEqual([]);
});
