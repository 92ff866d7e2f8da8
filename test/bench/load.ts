import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import { buildPackage } from '../../infra/build/build.ts';
import { localSecrets, localSettings } from '../../infra/local/localSettings.ts';
import { portsFrom } from '../../infra/local/ports.ts';
import type { Figure } from './figure.ts';
import type { LoadTimes } from './loadProbe.ts';
import { median, spread } from './statistics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Below the project, so that what is not bundled finds node_modules. */
const folder = join(root, '.local', 'bench-load');
const starts = 20;
const firstFunction = 'getCustomer';

/** How long the built entry takes to load: beside a hello-world function, and beside packages left unbundled. */
export async function measureLoad(): Promise<Figure[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    return await measure();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(): Promise<Figure[]> {
  const probe = join(folder, 'probe.cjs');
  const [sizes] = await Promise.all([
    buildPackage({ outDir: join(folder, 'built') }),
    buildPackage({
      outDir: join(folder, 'hello'),
      functionsDir: fileURLToPath(new URL('hello', import.meta.url)),
    }),
    buildUnbundled(join(folder, 'unbundled', 'index.cjs'), { eager: false }),
    buildUnbundled(join(folder, 'eager', 'index.cjs'), { eager: true }),
    build({
      entryPoints: [fileURLToPath(new URL('loadProbe.ts', import.meta.url))],
      outfile: probe,
      platform: 'node',
      format: 'cjs',
    }),
  ]);
  const storage = 'UseDevelopmentStorage=true';
  const settings = localSettings(portsFrom(7071), storage, localSecrets(undefined));
  const load = async (variant: string, ...request: string[]): Promise<LoadTimes> => {
    const args = [probe, join(folder, variant, 'index.cjs'), ...request];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: settings });
    return JSON.parse(stdout) as LoadTimes;
  };

  const hello: number[] = [];
  const built: number[] = [];
  const unbundled: number[] = [];
  const eager: number[] = [];
  const builtFirst: number[] = [];
  const unbundledFirst: number[] = [];
  // The first start of each reads its files from disk, all others from the system's cache.
  for (let start = 0; start <= starts; start += 1) {
    const times = {
      hello: await load('hello'),
      built: await load('built', firstFunction),
      unbundled: await load('unbundled', firstFunction),
      eager: await load('eager'),
    };
    if (start === 0) continue;
    hello.push(times.hello.entryMs);
    built.push(times.built.entryMs);
    unbundled.push(times.unbundled.entryMs);
    eager.push(times.eager.entryMs);
    builtFirst.push(times.built.firstRequestMs ?? Number.NaN);
    unbundledFirst.push(times.unbundled.firstRequestMs ?? Number.NaN);
  }
  const bytes = sizes['index.cjs'] ?? Number.NaN;
  return [
    ratio('load: entry, beside hello world', built, hello, { atMost: 3 }),
    faster('load: entry, beside unbundled', built, eager, { atLeast: 4 }),
    faster('load: entry, beside unbundled with our lazy imports', built, unbundled, null),
    faster('load: entry and first request, beside the same', builtFirst, unbundledFirst, null),
    {
      name: 'load: size of index.cjs',
      subject: `${(bytes / 1000).toFixed(0)} kB`,
      yardstick: null,
      measured: bytes / 1000,
      unit: 'kB',
      target: { atMost: 700 },
      details: { bytesOf: sizes },
    },
  ];
}

function ratio(
  name: string,
  subject: readonly number[],
  yardstick: readonly number[],
  target: Figure['target'],
): Figure {
  return {
    name,
    subject: show(subject),
    yardstick: show(yardstick),
    measured: median(subject) / median(yardstick),
    unit: 'x',
    target,
    details: {
      ms: { subject: spread(subject, 1), yardstick: spread(yardstick, 1) },
      ratioOfMinima: Math.min(...subject) / Math.min(...yardstick),
      starts,
    },
  };
}

/** How many times as long the unbundled one takes. */
function faster(
  name: string,
  built: readonly number[],
  unbundled: readonly number[],
  target: Figure['target'],
): Figure {
  const turned = ratio(name, unbundled, built, target);
  return { ...turned, subject: show(built), yardstick: show(unbundled) };
}

function show(times: readonly number[]): string {
  return `${median(times).toFixed(0)} ms (min ${Math.min(...times).toFixed(0)})`;
}

/**
 * The same functions as they come without our build: packages read from node_modules. `eager` also reads at
 * once what our sources import lazily, as an app does that was written without a thought for its start; both
 * the laziness and the bundle are then what is compared. Our own files are joined into one, which makes
 * these yardsticks a little faster than a project compiled file by file.
 */
async function buildUnbundled(outfile: string, { eager }: { eager: boolean }): Promise<void> {
  const functions = (await readdir(join(root, 'functions'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  );
  const inOrder = [...functions.filter((file) => file !== 'startup.ts').sort(), 'startup.ts'];
  const entry = inOrder.map((file) => `import './functions/${file}';`);
  const options: BuildOptions = {
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
    metafile: true,
    absWorkingDir: root,
    supported: { 'dynamic-import': false },
  };
  const stdin = (lines: readonly string[]) => ({
    contents: lines.join('\n'),
    resolveDir: root,
    loader: 'ts' as const,
  });
  const { metafile } = await build({ ...options, stdin: stdin(entry) });
  if (!eager) return;
  const lazy = Object.values(metafile?.inputs ?? {}).flatMap(({ imports }) =>
    imports
      .filter(({ kind }) => kind === 'dynamic-import')
      .map(({ path, external }) => (external ? path : `./${path}`)),
  );
  if (lazy.length === 0)
    throw new Error('nothing is imported lazily any more: the eager yardstick has lost its sense');
  await build({
    ...options,
    stdin: stdin([...new Set(lazy)].map((path) => `import '${path}';`).concat(entry)),
  });
}
