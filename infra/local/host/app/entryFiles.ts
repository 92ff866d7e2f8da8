import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files that package.json `main` names, in the order of their names.
 * The worker accepts a path or a pattern with `*`, `**` and `{a,b}` (documented).
 */
export function findEntryFiles(folder: string, main: string): string[] {
  if (!/[*{]/.test(main)) return [join(folder, main)].filter((file) => existsSync(file));
  const patterns = expandBraces(main.replace(/^\.\//, '')).map(patternToRegExp);
  return filesBelow(folder)
    .filter((path) => patterns.some((pattern) => pattern.test(path)))
    .sort()
    .map((path) => join(folder, path));
}

function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' ? [] : filesBelow(folder, path);
  });
}

function expandBraces(pattern: string): string[] {
  const [whole, choices] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (whole === undefined || choices === undefined) return [pattern];
  return choices.split(',').flatMap((choice) => expandBraces(pattern.replace(whole, () => choice)));
}

function patternToRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|[.+?^$()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    return token === '*' ? '[^/]*' : `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
