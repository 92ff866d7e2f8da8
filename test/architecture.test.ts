import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
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
    'shared/views',
    'shared/workflows',
    'npm:@azure/functions',
  ],
  shared: [
    'shared/composition',
    'shared/concurrency',
    'shared/queues.ts',
    'shared/tables.ts',
    'shared/adapters',
    'shared/contracts',
    'shared/domain',
    'shared/edge',
    'shared/views',
    'shared/workflows',
    'npm:zod',
  ],
  'shared/queues.ts': [],
  'shared/tables.ts': [],
  'shared/composition': [
    'shared',
    'shared/concurrency',
    'shared/adapters',
    'shared/contracts',
    'shared/domain',
    'shared/edge',
    'shared/views',
    'shared/workflows',
  ],
  'shared/domain': [],
  'shared/contracts': ['shared/domain', 'npm:zod'],
  'shared/concurrency': [],
  'shared/workflows': ['shared/domain', 'shared/concurrency', 'shared/workflows/ports'],
  'shared/workflows/ports': ['shared/domain', 'shared/concurrency'],
  'shared/edge': [
    ...['shared/domain', 'shared/contracts', 'shared/concurrency', 'shared/views'],
    ...['npm:@azure/functions', 'npm:zod'],
  ],
  'shared/views': ['shared/domain', 'shared/contracts', 'shared/views/mail/contrast.ts', 'npm:messageformat'],
  'shared/views/mail/contrast.ts': [],
  'shared/client': [],
  // What is loaded into the agents' browsers; nothing else may be.
  'shared/portal': [
    'shared/client',
    'shared/views/mail/contrast.ts',
    'npm:preact',
    'npm:@tanstack/query-core',
    'npm:oauth4webapi',
    'npm:messageformat',
  ],
  'shared/adapters': [
    'shared/queues.ts',
    'shared/tables.ts',
    'shared/domain',
    'shared/concurrency',
    'shared/workflows/ports',
    'shared/contracts',
    'npm:*',
  ],
  'infra/build': ['shared/views', 'shared/contracts', 'npm:*'],
  'infra/azure': ['npm:*'],
  'infra/examples': ['shared/client'],
  'infra/backup': ['shared/adapters', 'shared/workflows', 'npm:*'],
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
  // It tells the past through the app's own workflows, with what triggers read for them.
  'infra/local/world': [
    'shared/queues.ts',
    'shared',
    'shared/domain',
    'shared/contracts',
    'shared/workflows',
    'infra/build',
    'infra/local',
    'infra/local/*',
    'npm:*',
  ],
  'infra/local/simulator': ['npm:*'],
  'infra/local/entra': ['infra/local/simulator', 'npm:*'],
  'infra/local/mail': ['infra/local/simulator', 'npm:*'],
  'infra/local/partnerCenter': ['infra/local/simulator', 'npm:*'],
  'infra/local/host': ['npm:*'],
};

const layers = Object.keys(rules).sort((a, b) => b.length - a.length);
const layerOf = (path: string): string =>
  layers.find((layer) => path === layer || path.startsWith(`${layer}/`)) ?? `no layer: ${path}`;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

const files = ['functions', 'shared', 'infra'].flatMap(filesBelow);

/** Static, side-effect and dynamic imports alike, types included. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(
    ([, target = '']) => target,
  );

const pathOf = (file: string, target: string): string => relative('.', join(dirname(file), target));

function mayImport(layer: string, target: string): boolean {
  const allowed = rules[layer] ?? [];
  if (target.startsWith('npm:')) return allowed.includes('npm:*') || allowed.includes(target);
  return (
    target === layer ||
    allowed.some(
      (one) =>
        one === target ||
        // Ports are part of the workflows for all who may import these.
        (one === 'shared/workflows' && target === 'shared/workflows/ports') ||
        (one.endsWith('/*') && target.startsWith(one.slice(0, -1))),
    )
  );
}

const testFiles = filesBelow('test');

/** What each file imports of ours. */
const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file)
      .filter((to) => to.startsWith('.'))
      .map((to) => pathOf(file, to)),
  ]),
);

/** One circle for each arrow that leads back, as `a -> b -> a`. */
function circlesIn(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(' -> '));
    if (done.has(node) || path.includes(node)) return;
    for (const next of arrows.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of arrows.keys()) walk(node, []);
  return circles;
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
      .filter((target) => !/^(node|words):/.test(target))
      .filter(
        (target) =>
          !mayImport(
            layerOf(file),
            target.startsWith('.') ? layerOf(pathOf(file, target)) : `npm:${packageOf(target)}`,
          ),
      );
    expect(forbidden).toEqual([]);
  });

  it('have no circle between files, types included', () => {
    expect(circlesIn(graph)).toEqual([]);
  });

  it('notices a forbidden import, so that the check can fail', () => {
    expect(mayImport('shared/domain', 'npm:zod')).toBe(false);
    expect(mayImport('functions', 'shared/adapters')).toBe(false);
    expect(mayImport('infra/local/partnerCenter', 'shared/domain')).toBe(false);
    expect(mayImport('shared/workflows', 'shared/domain')).toBe(true);
  });
});

/** One list of features; each layer has a folder of that name where it has something to do with it. */
const features = [
  ...['customers', 'newCustomers', 'invitations', 'attestations', 'prospects', 'agreementTemplate'],
  ...['mail', 'deliveryReports', 'webhooks', 'imports', 'checks', 'reconciliation', 'discovery'],
  ...['partnerCenter', 'partnerCenterEvents', 'connection', 'operations', 'backup', 'session', 'portal'],
  ...['people', 'savedViews', 'activity'],
];

/** Layers divided by feature, with the rooms that serve all features of that layer. */
const divided: Record<string, readonly string[]> = {
  functions: [],
  'shared/contracts': ['api'],
  'shared/domain': [],
  'shared/workflows': ['ports'],
  'shared/adapters/storage': ['kit', 'audit', 'queues'],
};

const roomsOf = (layer: string): string[] =>
  readdirSync(layer, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The room of a layer that a file lies in: undefined for files at its top and in other layers. */
function roomOf(layer: string, file: string): string | undefined {
  const [room, ...below] = file.startsWith(`${layer}/`) ? file.slice(layer.length + 1).split('/') : [];
  return below.length > 0 ? room : undefined;
}

describe('the workflows', () => {
  it('take their part of what there is to need; only the reconciliation, which does all that is due, takes it all', () => {
    const takesAll = (file: string): boolean =>
      /:\s*(Readonly<)?Needs(?![\w['])/.test(readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, ''));
    const greedy = files.filter((file) => file.startsWith('shared/workflows/') && takesAll(file));
    const reconciliation = ['reconcileAgreements.ts', 'startReconciliation.ts'];
    expect(greedy.sort()).toEqual(reconciliation.map((name) => `shared/workflows/reconciliation/${name}`));
  });
});

describe('the rooms', () => {
  it.each(Object.keys(divided))('of %s are named after features', (layer) => {
    const known = [...features, ...(divided[layer] ?? [])];
    expect(roomsOf(layer).filter((room) => !known.includes(room))).toEqual([]);
  });

  it.each(Object.keys(divided))('of %s import each other in one direction, types included', (layer) => {
    const arrows = new Map<string, string[]>(roomsOf(layer).map((room) => [room, []]));
    for (const [file, targets] of graph) {
      const room = roomOf(layer, file);
      if (room === undefined) continue;
      for (const target of targets) {
        const other = roomOf(layer, target);
        if (other !== undefined && other !== room) arrows.get(room)?.push(other);
      }
    }
    expect(circlesIn(arrows)).toEqual([]);
  });

  it('hold at most 20 modules each', () => {
    const counts = new Map<string, number>();
    for (const file of [...files, ...testFiles]) {
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
  });

  it('are mirrored by the tests: a test of X.ts lies where X.ts does', () => {
    const strayed = testFiles
      .filter((file) => /^test\/(shared|infra)\/.*\.test\.ts$/.test(file))
      .filter((file) => {
        const mirrored = dirname(file).replace('test/', '');
        const layer = mirrored
          .split('/')
          .slice(0, mirrored.startsWith('infra/local/') ? 3 : 2)
          .join('/');
        const sources = files.filter(
          (one) => one.startsWith(`${layer}/`) && basename(one) === basename(file).replace('.test.ts', '.ts'),
        );
        const isStray = sources.length === 1 && dirname(sources[0] ?? '') !== mirrored;
        return isStray || !existsSync(mirrored);
      });
    expect(strayed).toEqual([]);
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
    const silent = filesBelow('functions').filter((file) => {
      const text = readFileSync(file, 'utf8');
      return text.includes('app.storageQueue(') && !text.includes("from '../../shared/job.ts'");
    });
    expect(silent).toEqual([]);
  });

  it('keeps functions thin: one registration and at most 30 lines each', () => {
    const thick = filesBelow('functions').filter((file) => {
      const text = readFileSync(file, 'utf8');
      const registrations = text.match(/\bapp\.\w+\(/g)?.length ?? 0;
      return text.split('\n').length > 31 || (file !== 'functions/startup.ts' && registrations !== 1);
    });
    expect(thick).toEqual([]);
  });
});
