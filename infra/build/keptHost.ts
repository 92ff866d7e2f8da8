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
  return keptProgram('host', main, { sources: ['infra/local/host'] });
}

/** Storage for a thread of its own, as one file for the same reason. */
export function keptStorage(): Promise<string> {
  return keptProgram('storage', 'infra/local/storageThread/main.ts', {
    sources: ['infra/local/azurite.ts', 'infra/local/host/shiftDate.ts'],
    banner: requireBanner + placeBanner,
  });
}

async function keptProgram(
  name: string,
  main: string,
  { sources, banner = requireBanner }: { readonly sources: readonly string[]; readonly banner?: string },
): Promise<string> {
  const folder = await kept({
    name,
    sources: [...sources, dirname(main), 'infra/build/keptHost.ts', 'package-lock.json'],
    also: main,
    make: (into) => bundleProgram(main, join(into, 'main.mjs'), banner),
  });
  return join(folder, 'main.mjs');
}

/** Packages in CommonJS ask for Node's modules with require. */
const requireBanner = `import{createRequire as createRequireOf}from'node:module';const require=createRequireOf(import.meta.url);`;
/** Azurite's ask for where they are, too. */
const placeBanner = `const __filename=new URL(import.meta.url).pathname,__dirname=__filename;`;

async function bundleProgram(entry: string, outfile: string, banner: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'silent' },
    banner: { js: banner },
  });
}
