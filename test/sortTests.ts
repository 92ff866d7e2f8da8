import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Modules that start processes, servers or storage, or compile for seconds. No unit test imports them, however far away. */
const heavy =
  /^(node:(child_process|http|https|net|tls|worker_threads)|@hono\/node-server|esbuild|mjml|playwright-core|infra\/local\/azurite\.ts|test\/fault\/simulate\.ts)$/;
const builtApp = /^infra\/build\/keptPackage\.ts$/;

/** Test files by what they need, as paths below the root. */
type SortedTests = {
  /** Neither process nor server. */
  readonly unit: string[];
  /** Servers and storage in the test's own process. */
  readonly servers: string[];
  /** The built app, mostly in a local environment. */
  readonly app: string[];
  /** They replace modules, so no other file may have read those before. */
  readonly isolated: string[];
};

export function sortTests(root: string): SortedTests {
  const known = new Map<string, string[]>();
  const importsOf = (file: string): string[] => {
    const found = known.get(file) ?? readImports(root, file);
    known.set(file, found);
    return found;
  };
  const reaches = (test: string, wanted: RegExp): boolean => {
    const seen = new Set<string>();
    const waiting = [test];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (wanted.test(file)) return true;
      if (seen.has(file) || !file.endsWith('.ts')) continue;
      seen.add(file);
      waiting.push(...importsOf(file));
    }
    return false;
  };
  const kindOf = (file: string): keyof SortedTests => {
    if (readFileSync(join(root, file), 'utf8').includes('vi.mock(')) return 'isolated';
    if (reaches(file, builtApp)) return 'app';
    return reaches(file, heavy) ? 'servers' : 'unit';
  };
  const sorted: SortedTests = { unit: [], servers: [], app: [], isolated: [] };
  const names = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names.filter((one) => one.endsWith('.test.ts'))) {
    const file = join('test', name);
    sorted[kindOf(file)].push(file);
  }
  return sorted;
}

/** Packages by name, our own modules by their path below the root. Types are gone when a test runs. */
function readImports(root: string, file: string): string[] {
  const path = join(root, file);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8').replace(/\bimport type [^;]+;/g, '');
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? join(dirname(file), target) : target,
  );
}
