import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = join(root, 'shared/client');

/** Node 20 and browsers of 2023 run the result as it is; `lib` has what both have. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
  strict: true,
  declaration: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
};

/** Writes the package `@countersign/client`: ES modules with types, no dependencies. @throws {Error} where it does not compile */
export async function buildClientPackage(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const files = readdirSync(sources).filter((file) => file.endsWith('.ts'));
  const program = ts.createProgram(
    files.map((file) => join(sources, file)),
    { ...options, rootDir: sources, outDir },
  );
  const { diagnostics } = program.emit();
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) {
    throw new Error(
      ts.formatDiagnostics(problems, {
        getCanonicalFileName: String,
        getCurrentDirectory: () => root,
        getNewLine: () => '\n',
      }),
    );
  }
  // The compiler leaves the spelling of imports in declarations alone.
  for (const file of files.map((one) => join(outDir, one.replace(/\.ts$/, '.d.ts')))) {
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'"));
  }
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
  const manifest = {
    name: '@countersign/client',
    version,
    description: 'Typed client of the Countersign API, with retries, pages and webhook verification.',
    license,
    type: 'module',
    engines: { node: '>=20' },
    sideEffects: false,
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '*.d.ts', 'README.md'],
  };
  await writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(join(sources, 'README.md'), join(outDir, 'README.md'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildClientPackage(join(root, 'dist/client'));
  console.log('dist/client');
}
