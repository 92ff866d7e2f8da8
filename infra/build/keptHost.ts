import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kept } from './kept.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The local host as one file, which Node reads in a fraction of the time that its sources and packages take.
 * `main` is another program that starts it, by its path below the root.
 */
export async function keptHost(main = 'infra/local/host/main.ts'): Promise<string> {
  const folder = await kept({
    name: 'host',
    sources: ['infra/local/host', dirname(main), 'infra/build/keptHost.ts', 'package-lock.json'],
    also: main,
    make: (into) => bundleProgram(main, join(into, 'main.mjs')),
  });
  return join(folder, 'main.mjs');
}

async function bundleProgram(entry: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'silent' },
    // Packages in CommonJS ask for Node's modules with require.
    banner: {
      js: `import{createRequire as create}from'node:module';const require=create(import.meta.url);`,
    },
  });
}
