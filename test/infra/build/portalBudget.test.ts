import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  buildPortal,
  portalLanguages,
  readPortalWords,
  type BuiltPortal,
} from '../../../infra/build/portal.ts';

let folder: string;
let built: BuiltPortal;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-portal-'));
  built = await buildPortal({ outDir: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Output = Metafile['outputs'][string];

const outputOf = (entry: string): [path: string, output: Output] => {
  const found = Object.entries(built.metafile.outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith(entry),
  );
  if (!found) throw new Error(`Nothing was built of ${entry}`);
  return found;
};

/** The files that a browser reads before it shows something: those that a module names, and those that they name. */
function filesOf(entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    const { imports = [], cssBundle } = built.metafile.outputs[path] ?? {};
    if (cssBundle) files.add(cssBundle);
    for (const one of imports) if (one.kind === 'import-statement') add(one.path);
  };
  for (const entry of entries) add(outputOf(entry)[0]);
  return files;
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, path) => sum + (built.sizes[basename(path)] ?? NaN), 0);

const listOfCustomers = ['portal/main.tsx', 'screens/customers/customers.tsx'];

it.each(portalLanguages)(
  'the list of customers takes at most 60 KB in a browser that reads %s',
  (language) => {
    expect(bytesOf(filesOf([...listOfCustomers, `words:${language}`]))).toBeLessThanOrEqual(60_000);
  },
);

it('the frame around every screen takes at most 45 KB', () => {
  expect(bytesOf(filesOf(['portal/main.tsx']))).toBeLessThanOrEqual(45_000);
});

it('the words loaded first are those of the frame and of the list of customers', async () => {
  const sources = [...filesOf(listOfCustomers)]
    .flatMap((path) => Object.keys(built.metafile.outputs[path]?.inputs ?? {}))
    .filter((path) => path.startsWith('shared/portal/') && /\.tsx?$/.test(path));
  const text = (await Promise.all(sources.map((path) => readFile(path, 'utf8')))).join('\n');
  const putTogether = [...text.matchAll(/`(\w[\w.]*\.)\$\{/g)].map(([, start = '']) => start);
  const isUsed = (key: string): boolean =>
    text.includes(`'${key}'`) || putTogether.some((start) => key.startsWith(start));
  expect(sources.length).toBeGreaterThan(20);
  expect(Object.keys(readPortalWords('more')).filter((key) => text.includes(`'${key}'`))).toEqual([]);
  expect(Object.keys(readPortalWords('first')).filter((key) => !isUsed(key))).toEqual([]);
});
