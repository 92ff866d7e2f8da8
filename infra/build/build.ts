import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPortal } from './portal.ts';
import { build, type BuildOptions, type Metafile, type Plugin, type StdinOptions } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Options = {
  /** Emptied first. */
  outDir: string;
  /** Default: true. */
  minify?: boolean;
  /** Where the functions are, one file each. Default: `functions/`. */
  functionsDir?: string;
  /** Default: the project's. */
  hostJson?: string;
  /** Default: `partsApart`. */
  parts?: readonly Apart[];
  /** Whether the agents' portal is in it. Default: with the project's own functions, which serve it. */
  portal?: boolean;
};

/** A part that is read only when it is first needed, and therefore has a file of its own. */
type Apart = {
  readonly file: string;
  /** Packages by name, our own modules by their path below the root. */
  readonly modules: readonly string[];
};

/** The views that the rest of the code imports. */
const views = [
  ...['mail/composeMail', 'mail/mailBrand', 'mail/mailto', 'chat/composeChat'],
  ...['credentialsPage', 'evidencePage', 'linkPage', 'linkProblemPage', 'otherChoicesPage', 'pageBrand'].map(
    (page) => `pages/${page}`,
  ),
].map((view) => `shared/views/${view}.ts`);

/** Contracts that hold schemas, or what is made of them, by which the functions read them. */
const shapes = ['api/shapes', 'api/openApi', 'imports/readImport'].map(
  (file) => `shared/contracts/${file}.ts`,
);

/** The adapters that the composition root reads when it is first asked. */
const adapters = [
  'services.ts',
  ...readdirSync(join(root, 'shared/composition')).map((file) => `composition/${file}`),
]
  .map((file) => readFileSync(join(root, 'shared', file), 'utf8'))
  .flatMap((source) => [...source.matchAll(/import\('\.{1,2}(\/adapters\/[^']+)'\)/g)])
  .map(([, path = '']) => `shared${path}`);

/**
 * Each file has its own copies of the modules it is made of, so `instanceof` does not see classes of two files as
 * the same: a class of ours that is told apart so lies in a file of its own, which the others share
 * (`refuseClassTwice` checks it).
 */
const partsApart: readonly Apart[] = [
  // A third of all bytes (measured), and needed only where a managed identity is.
  { file: 'identity.cjs', modules: ['@azure/identity'] },
  // Both in one file, since they share a third of their code. Half of what index.cjs would be, and reading
  // it cost half of the load time (measured).
  { file: 'storage.cjs', modules: ['@azure/data-tables', '@azure/storage-queue'] },
  // Needed only by the function that sends mails.
  { file: 'email.cjs', modules: ['@azure/communication-email'] },
  // A third of our own code, and no function needs it to be registered.
  { file: 'adapters.cjs', modules: adapters },
  // What requests and answers look like, with the larger build of zod: the first request reads it.
  { file: 'shapes.cjs', modules: shapes },
  // Needed only by requests that send a file.
  { file: 'csv.cjs', modules: ['csv-parse/sync'] },
  { file: 'errors.cjs', modules: ['shared/domain/errors.ts'] },
  // All mails and pages in all languages, needed only by functions that write one.
  { file: 'views.cjs', modules: views },
];

/**
 * Builds the deployable package: one bundle of all functions, host.json and package.json, without node_modules, and
 * the files of the portal.
 * Answers the size of each file in bytes.
 */
export async function buildPackage(options: Options): Promise<Record<string, number>> {
  const {
    minify = true,
    functionsDir = join(root, 'functions'),
    hostJson = join(root, 'host.json'),
    parts = partsApart,
    portal = options.functionsDir === undefined,
  } = options;
  const outDir = resolve(options.outDir);
  if (!relative(outDir, resolve(functionsDir)).startsWith('..')) {
    throw new Error(`${outDir} holds the sources: it will not be emptied`);
  }
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });

  const used = new Set<Apart>();
  const bundles: Metafile[] = [];
  const bundleInto = async (file: string, entry: StdinOptions, self?: Apart) => {
    const { metafile } = await build({
      ...bundle(minify),
      metafile: true,
      absWorkingDir: root,
      stdin: entry,
      outfile: join(outDir, file),
      plugins: [keepApart(parts, used, self)],
    });
    bundles.push(metafile);
  };
  await bundleInto('index.cjs', {
    contents: entryOf(functionsDir),
    resolveDir: resolve(functionsDir),
    loader: 'ts',
  });
  const buildPart = (part: Apart) =>
    bundleInto(part.file, { contents: entryOfPart(part), resolveDir: root, loader: 'ts' }, part);
  // Parts use others, which come to light as they are built.
  for (let built = 0; built < used.size;) {
    const fresh = [...used].slice(built);
    built = used.size;
    await Promise.all(fresh.map(buildPart));
  }
  refuseClassTwice(bundles);
  if (portal) await buildPortal({ outDir: join(outDir, 'portal'), minify });
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const manifest = { name, version, private: true, main: 'index.cjs' };
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(hostJson, join(outDir, 'host.json'));
  return sizesIn(outDir);
}

/** CommonJS loads a fifth faster than ESM on Node 20 (measured). */
function bundle(minify: boolean): BuildOptions {
  return {
    bundle: true,
    minify,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'silent',
    // The worker provides this one.
    external: ['@azure/functions-core'],
    // A native import() would go round the worker's require, and is slower.
    supported: { 'dynamic-import': false },
    // @azure/storage-common calls createRequire(import.meta.url), which CommonJS does not have (tried).
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: `const bundleUrl=require('node:url').pathToFileURL(__filename).href;` },
  };
}

/**
 * Imports every function, and startup.ts last. It fails where a setting is wrong: the worker tells that only of an app
 * that has registered a function before, and otherwise goes on without any (tried with worker 3.9.1).
 */
function entryOf(functionsDir: string): string {
  const files = readdirSync(functionsDir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  if (files.length === 0) throw new Error(`${functionsDir} holds no function`);
  const isStartup = (file: string) => Number(file === 'startup.ts');
  return files
    .sort((a, b) => isStartup(a) - isStartup(b) || (a < b ? -1 : 1))
    .map((file) => `import './${file}';`)
    .join('\n');
}

/** A module of ours, and not a package. */
const isModule = (path: string): boolean => path.endsWith('.ts');

function entryOfPart({ modules }: Apart): string {
  return modules.map((path) => `export * from '${isModule(path) ? resolve(root, path) : path}';`).join('\n');
}

/**
 * Leaves imports of a part apart to be read from its file at run time, and notes which parts are used. Our own
 * modules are matched by the file an import leads to, however it is spelled.
 * A static import reads it together with the module that has it: late, where that module is imported late.
 */
function keepApart(parts: readonly Apart[], used: Set<Apart>, self?: Apart): Plugin {
  const partOf = new Map(
    parts
      .filter((part) => part !== self)
      .flatMap((part) => part.modules.map((path) => [isModule(path) ? resolve(root, path) : path, part])),
  );
  return {
    name: 'keepApart',
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import' && kind !== 'import-statement') return undefined;
        const part = partOf.get(path.startsWith('.') ? resolve(resolveDir, path) : path);
        if (part === undefined) return undefined;
        used.add(part);
        return { path: `./${part.file}`, external: true };
      });
    },
  };
}

/** Throws when a class that our code asks about with `instanceof` would exist in two files of the package. */
function refuseClassTwice(bundles: readonly Metafile[]): void {
  const filesOf = new Map<string, string[]>();
  for (const { outputs } of bundles) {
    for (const [file, { inputs }] of Object.entries(outputs)) {
      for (const [source, { bytesInOutput }] of Object.entries(inputs)) {
        if (bytesInOutput > 0) filesOf.set(source, [...(filesOf.get(source) ?? []), basename(file)]);
      }
    }
  }
  const ours = [...filesOf.keys()].filter((source) => source.endsWith('.ts'));
  const textOf = (source: string) => readFileSync(resolve(root, source), 'utf8');
  const asked = new Set(
    ours.flatMap((source) =>
      [...textOf(source).matchAll(/\binstanceof (\w+)/g)].map(([, name = '']) => name),
    ),
  );
  for (const source of ours) {
    const files = filesOf.get(source) ?? [];
    if (files.length < 2) continue;
    for (const [, name = ''] of textOf(source).matchAll(/^export class (\w+)/gm)) {
      if (asked.has(name)) {
        throw new Error(
          `${name} (${source}) is in ${files.join(' and ')}: instanceof would not know it again`,
        );
      }
    }
  }
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const sizes = files.map(async (file) => [file, (await readFile(join(folder, file))).length] as const);
  return Object.fromEntries(await Promise.all(sizes));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  const sizes = await buildPackage({ outDir: join(root, 'dist') });
  const { buildClientPackage } = await import('./clientPackage.ts');
  await buildClientPackage(join(root, 'dist/client'));
  const { buildApiPage } = await import('./apiPage.ts');
  await buildApiPage(join(root, 'dist/api'));
  for (const [file, bytes] of Object.entries(sizes)) {
    console.log(`dist/${file.padEnd(14)} ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
  }
  console.log(`built in ${Math.round(performance.now() - startedAt)} ms`);
}
