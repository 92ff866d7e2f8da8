import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'shared/portal');

/** The languages of the portal; each becomes one file, loaded when a reader uses that language. */
export const portalLanguages = ['en', 'fr', 'de', 'es', 'ja', 'ar', 'he'] as const;

export type BuiltPortal = {
  /** Bytes of each file, compressed with Brotli. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly metafile: Metafile;
};

/** Builds the agents' portal: one page, and files named by their content, each with its compressed forms beside it. */
export async function buildPortal(options: { outDir: string; minify?: boolean }): Promise<BuiltPortal> {
  const { outDir, minify = true } = options;
  await rm(outDir, { recursive: true, force: true });
  await mkdir(join(outDir, 'assets'), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { portal: join(source, 'main.tsx'), preview: join(source, 'preview/preview.ts') },
    outdir: join(outDir, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    plugins: [wordsByLanguage, tokensIntoCss],
  });
  await writePages(metafile, outDir);
  return { sizes: await compressAll(join(outDir, 'assets')), metafile };
}

/** Writes the html pages with the names that the files got. */
async function writePages({ outputs }: Metafile, outDir: string): Promise<void> {
  const names = Object.entries(outputs).flatMap(([path, { entryPoint, cssBundle }]) =>
    entryPoint ? [{ entryPoint: basename(entryPoint), path, css: cssBundle ?? '' }] : [],
  );
  const addressOf = (path: string) => `/portal/assets/${basename(path)}`;
  for (const [page, entry] of [
    ['index.html', 'main.tsx'],
    ['preview.html', 'preview.ts'],
  ] as const) {
    const found = names.find(({ entryPoint }) => entryPoint === entry);
    const html = await readFile(join(source, page), 'utf8');
    const written = html
      .replaceAll('/script.js', addressOf(found?.path ?? ''))
      .replaceAll('/style.css', addressOf(found?.css ?? ''));
    await writeFile(join(outDir, page), written);
  }
}

const shrink = [
  [
    '.br',
    (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ],
  ['.gz', (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 })],
] as const;

async function compressAll(folder: string): Promise<Record<string, number>> {
  const sizes = (await readdir(folder)).map(async (name) => {
    const bytes = await readFile(join(folder, name));
    const [brotli = bytes] = await Promise.all(
      shrink.map(async ([suffix, compress]) => {
        const small = await compress(bytes);
        await writeFile(join(folder, `${name}${suffix}`), small);
        return small;
      }),
    );
    return [name, brotli.length] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
}

type Words = Record<string, Record<string, string>>;

/** Areas whose words are loaded first: the frame, and the customers that most visits are about. */
const firstAreas = ['common', 'customer', 'customers', 'problems', 'shell'];

/** All messages of the portal, each in all its languages; or those loaded `first`, or those that follow as `more`. */
export function readPortalWords(part: 'all' | 'first' | 'more' = 'all'): Words {
  const folder = join(source, 'words');
  const files = readdirSync(folder).filter(
    (name) =>
      name.endsWith('.json') &&
      (part === 'all' || firstAreas.includes(basename(name, '.json')) === (part === 'first')),
  );
  return Object.assign(
    {},
    ...files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Words),
  ) as Words;
}

/** `words:de` is the German of the messages loaded first, `words:de/more` of the others. The files hold all languages side by side. */
const wordsByLanguage: Plugin = {
  name: 'wordsByLanguage',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^words:/ }, ({ path }) => ({ path, namespace: 'words' }));
    onLoad({ filter: /./, namespace: 'words' }, ({ path }) => {
      const [language = '', more] = path.slice('words:'.length).split('/');
      const words = Object.entries(readPortalWords(more ? 'more' : 'first')).map(([key, texts]) => [
        key,
        texts[language],
      ]);
      return { contents: JSON.stringify(Object.fromEntries(words)), loader: 'json' };
    });
  },
};

/** Puts the values of those Fluent tokens into the style sheet that it names, for light and for dark. */
const tokensIntoCss: Plugin = {
  name: 'tokensIntoCss',
  setup({ onLoad }) {
    onLoad({ filter: /tokens\.css$/ }, async ({ path }) => {
      const sheets = readdirSync(join(source, 'style')).map((name) => join(source, 'style', name));
      const all = sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('\n');
      const used = [...new Set([...all.matchAll(/var\(--(\w+)\)/g)].map(([, name = '']) => name))];
      const valuesOf = (theme: object) =>
        used
          .flatMap((name) => (name in theme ? [`--${name}:${String(Reflect.get(theme, name))}`] : []))
          .join(';');
      const own = await readFile(path, 'utf8');
      const contents = `:root{color-scheme:light dark;${valuesOf(webLightTheme)}}
        @media (prefers-color-scheme:dark){:root{${valuesOf(webDarkTheme)}}}
        ${own}`;
      return { contents, loader: 'css', watchFiles: sheets };
    });
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { sizes } = await buildPortal({ outDir: join(root, 'dist/portal') });
  for (const [file, bytes] of Object.entries(sizes)) {
    console.log(`dist/portal/assets/${file.padEnd(28)} ${(bytes / 1000).toFixed(1).padStart(7)} kB br`);
  }
}
