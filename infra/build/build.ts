import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

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
};

/** A part that is read only when it is first needed, and for that lies in a file of its own. */
type Apart = { readonly file: string; readonly filter: RegExp; readonly contents: string };

/** The views that the rest of the code imports. */
const portalViews = [
  ...['mail/composeMail', 'mail/mailBrand', 'mail/mailto'],
  ...['credentialsPage', 'evidencePage', 'linkProblemPage', 'otherChoicesPage'],
];

/** Contracts that hold schemas, or what is made of them, by which the functions read them. */
const shapeFiles = ['shapes', 'openApi', 'readImport'];

/** The adapters that the composition root reads when it is first asked. */
const adapters = [
  'services.ts',
  ...readdirSync(join(root, 'shared/composition')).map((file) => `composition/${file}`),
]
  .map((file) => readFileSync(join(root, 'shared', file), 'utf8'))
  .flatMap((source) => [...source.matchAll(/import\('\.{1,2}(\/adapters\/[^']+)'\)/g)])
  .map(([, path = '']) => path);

/**
 * Each file has its own copies of what it is made of, so `instanceof` does not see classes of two files as the
 * same: ours that are asked about lie in a file of their own, which the others share.
 */
const partsApart: readonly Apart[] = [
  // A third of all bytes (measured), and needed only where a managed identity is.
  { file: 'identity.cjs', filter: /^@azure\/identity$/, contents: `export * from '@azure/identity';` },
  // Both in one file, since they share a third of their code. Half of what index.cjs would be, and reading
  // it cost half of the load time (measured).
  {
    file: 'storage.cjs',
    filter: /^@azure\/(data-tables|storage-queue)$/,
    contents: `export * from '@azure/data-tables'; export * from '@azure/storage-queue';`,
  },
  // Needed only by the function that sends mails.
  {
    file: 'email.cjs',
    filter: /^@azure\/communication-email$/,
    contents: `export * from '@azure/communication-email';`,
  },
  // A third of our own code, and no function needs it to be registered.
  {
    file: 'adapters.cjs',
    filter: new RegExp(`^\\.{1,2}(${adapters.join('|').replaceAll('.', '\\.')})$`),
    contents: adapters.map((path) => `export * from './shared${path}';`).join('\n'),
  },
  // What requests and answers look like, with the larger build of zod: the first request reads it.
  {
    file: 'shapes.cjs',
    filter: new RegExp(`/(${shapeFiles.join('|')})\\.ts$`),
    contents: shapeFiles.map((file) => `export * from './shared/contracts/${file}.ts';`).join('\n'),
  },
  // Needed only by whoever sends a file.
  {
    file: 'csv.cjs',
    filter: /^csv-parse\/sync$/,
    contents: `export * from 'csv-parse/sync';`,
  },
  {
    file: 'errors.cjs',
    filter: /\/domain\/errors\.ts$|^\.\/errors\.ts$/,
    contents: `export * from './shared/domain/errors.ts';`,
  },
  // All mails and pages in all languages, needed only by who invites or shows one.
  {
    file: 'portal.cjs',
    filter: new RegExp(`/portal/(${portalViews.join('|')})\\.ts$`),
    contents: portalViews.map((view) => `export * from './shared/portal/${view}.ts';`).join('\n'),
  },
];

/**
 * Builds the deployable package: one bundle of all functions, host.json and package.json, without node_modules.
 * Answers the size of each file in bytes.
 */
export async function buildPackage(options: Options): Promise<Record<string, number>> {
  const {
    minify = true,
    functionsDir = join(root, 'functions'),
    hostJson = join(root, 'host.json'),
  } = options;
  const outDir = resolve(options.outDir);
  if (!relative(outDir, resolve(functionsDir)).startsWith('..')) {
    throw new Error(`${outDir} holds the sources: it will not be emptied`);
  }
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });

  const used = new Set<Apart>();
  await build({
    ...bundle(minify),
    stdin: { contents: entryOf(functionsDir), resolveDir: resolve(functionsDir), loader: 'ts' },
    outfile: join(outDir, 'index.cjs'),
    plugins: [keepApart(used)],
  });
  const buildPart = (part: Apart) =>
    build({
      ...bundle(minify),
      stdin: { contents: part.contents, resolveDir: root },
      outfile: join(outDir, part.file),
      plugins: [keepApart(used, part)],
    });
  // Parts use others, which come to light as they are built.
  for (let built = 0; built < used.size;) {
    const parts = [...used].slice(built);
    built = used.size;
    await Promise.all(parts.map(buildPart));
  }
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

/** Imports every function; startup.ts comes first because it checks the settings. */
function entryOf(functionsDir: string): string {
  const files = readdirSync(functionsDir).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  if (files.length === 0) throw new Error(`${functionsDir} holds no function`);
  const isStartup = (file: string) => Number(file === 'startup.ts');
  return files
    .sort((a, b) => isStartup(b) - isStartup(a) || (a < b ? -1 : 1))
    .map((file) => `import './${file}';`)
    .join('\n');
}

/**
 * Leaves imports of a part apart to be read from its file at run time, and notes which parts are used.
 * A static import reads it together with the module that has it: late, where that module is imported late.
 */
function keepApart(used: Set<Apart>, self?: Apart): Plugin {
  return {
    name: 'keepApart',
    setup({ onResolve }) {
      for (const part of partsApart) {
        if (part === self) continue;
        onResolve({ filter: part.filter }, ({ kind }) => {
          if (kind !== 'dynamic-import' && kind !== 'import-statement') return undefined;
          used.add(part);
          return { path: `./${part.file}`, external: true };
        });
      }
    },
  };
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const files = readdirSync(folder).sort();
  const sizes = files.map(async (file) => [file, (await readFile(join(folder, file))).length] as const);
  return Object.fromEntries(await Promise.all(sizes));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now();
  const sizes = await buildPackage({ outDir: join(root, 'dist') });
  for (const [file, bytes] of Object.entries(sizes)) {
    console.log(`dist/${file.padEnd(14)} ${(bytes / 1000).toFixed(1).padStart(8)} kB`);
  }
  console.log(`built in ${Math.round(performance.now() - startedAt)} ms`);
}
