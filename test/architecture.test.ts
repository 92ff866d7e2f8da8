import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which layer may import which, by the longest folder that fits. `npm:` names packages; Node's own are
 * free. Simulators import nothing of ours, since one that shares our types shares our mistakes.
 */
const rules: Record<string, readonly string[]> = {
  functions: [
    'shared',
    'shared/queues.ts',
    'shared/contracts',
    'shared/edge',
    'shared/portal',
    'shared/workflows',
    'npm:@azure/functions',
  ],
  shared: [
    'shared/composition',
    'shared/queues.ts',
    'shared/tables.ts',
    'shared/adapters',
    'shared/contracts',
    'shared/domain',
    'shared/edge',
    'shared/portal',
    'shared/workflows',
    'npm:zod',
  ],
  'shared/queues.ts': [],
  'shared/tables.ts': [],
  'shared/composition': [
    'shared',
    'shared/adapters',
    'shared/contracts',
    'shared/domain',
    'shared/edge',
    'shared/portal',
    'shared/workflows',
  ],
  'shared/domain': [],
  'shared/contracts': ['shared/domain', 'npm:zod'],
  'shared/workflows': ['shared/domain'],
  'shared/edge': ['shared/domain', 'shared/contracts', 'shared/portal', 'npm:@azure/functions', 'npm:zod'],
  'shared/portal': ['shared/domain', 'shared/contracts', 'npm:messageformat'],
  'shared/adapters': [
    'shared/queues.ts',
    'shared/tables.ts',
    'shared/domain',
    'shared/workflows',
    'shared/contracts',
    'npm:*',
  ],
  'infra/build': ['shared/portal', 'npm:*'],
  'infra/azure': ['npm:*'],
  'infra/connection': [
    'shared',
    'shared/adapters',
    'shared/domain',
    'shared/workflows',
    'infra/local',
    'npm:*',
  ],
  'infra/local': [
    'shared/queues.ts',
    'shared/tables.ts',
    'shared',
    'shared/domain',
    'shared/workflows',
    'infra/build',
    'infra/local/*',
    'npm:*',
  ],
  'infra/local/simulator': ['npm:*'],
  'infra/local/desk': ['infra/local/simulator', 'npm:*'],
  'infra/local/entra': ['infra/local/simulator', 'npm:*'],
  'infra/local/mail': ['infra/local/simulator', 'npm:*'],
  'infra/local/partnerCenter': ['infra/local/simulator', 'npm:*'],
  'infra/local/host': ['npm:*'],
};

const layers = Object.keys(rules).sort((a, b) => b.length - a.length);
const layerOf = (path: string): string =>
  layers.find((layer) => path === layer || path.startsWith(`${layer}/`)) ?? `no layer: ${path}`;

const files = ['functions', 'shared', 'infra'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .map((name) => join(top, name))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
);

/** Static, side-effect and dynamic imports alike; types too, unless only what runs is asked for. */
function importsOf(file: string, onlyWhatRuns = false): string[] {
  const text = readFileSync(file, 'utf8');
  const read = onlyWhatRuns ? text.replace(/\bimport type [^;]+;/g, '') : text;
  return [...read.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, target = '']) => target);
}

const pathOf = (file: string, target: string): string => relative('.', join(dirname(file), target));

function mayImport(layer: string, target: string): boolean {
  const allowed = rules[layer] ?? [];
  if (target.startsWith('npm:')) return allowed.includes('npm:*') || allowed.includes(target);
  return (
    target === layer ||
    allowed.some((one) => one === target || (one.endsWith('/*') && target.startsWith(one.slice(0, -1))))
  );
}

/** `@scope/name/deep` → `@scope/name`. */
const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

describe('the layers', () => {
  it.each(files)('lets %s import only what its layer may', (file) => {
    const forbidden = importsOf(file)
      .filter((target) => !target.startsWith('node:'))
      .filter(
        (target) =>
          !mayImport(
            layerOf(file),
            target.startsWith('.') ? layerOf(pathOf(file, target)) : `npm:${packageOf(target)}`,
          ),
      );
    expect(forbidden).toEqual([]);
  });

  it('have no dependency cycles between files', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file, true)
          .filter((to) => to.startsWith('.'))
          .map((to) => pathOf(file, to)),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it('notices a forbidden import, so that the check can fail', () => {
    expect(mayImport('shared/domain', 'npm:zod')).toBe(false);
    expect(mayImport('functions', 'shared/adapters')).toBe(false);
    expect(mayImport('infra/local/partnerCenter', 'shared/domain')).toBe(false);
    expect(mayImport('shared/workflows', 'shared/domain')).toBe(true);
  });
});

describe('the top level', () => {
  it('has the fixed folders and no other', () => {
    const hidden = ['node_modules', 'dist'];
    const folders = readdirSync('.', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !hidden.includes(entry.name))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(['functions', 'infra', 'shared', 'test']);
  });

  it('has queue functions that leave a reason when they fail', () => {
    const silent = readdirSync('functions').filter((name) => {
      const text = readFileSync(join('functions', name), 'utf8');
      return text.includes('app.storageQueue(') && !text.includes("from '../shared/job.ts'");
    });
    expect(silent).toEqual([]);
  });

  it('keeps functions thin: one registration and at most 30 lines each', () => {
    const thick = readdirSync('functions').filter((name) => {
      const text = readFileSync(join('functions', name), 'utf8');
      const registrations = text.match(/\bapp\.\w+\(/g)?.length ?? 0;
      return text.split('\n').length > 31 || (name !== 'startup.ts' && registrations !== 1);
    });
    expect(thick).toEqual([]);
  });
});
