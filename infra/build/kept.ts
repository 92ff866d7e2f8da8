import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Beside the sources and out of git's sight. */
const keptDir = join(root, '.local/made');
const maxAgeMs = 7 * 24 * 60 * 60 * 1000;

/** Something made of sources, which is made again only when they change. */
export type Recipe = {
  readonly name: string;
  /** Files and folders below the root; whatever lies in them counts. */
  readonly sources: readonly string[];
  /** Anything else that the result depends on. */
  readonly also?: string;
  /** Fills an empty folder. */
  make(folder: string): Promise<unknown>;
};

/**
 * Answers the folder with what was made of the sources as they are now, and makes it where it is not there.
 * Processes that make the same at once don't meet: each one works apart, and the first to end wins.
 */
export async function kept({ name, sources, also = '', make }: Recipe): Promise<string> {
  const folder = join(keptDir, `${name}-${hashOf(sources, also)}`);
  const now = new Date();
  if (existsSync(folder)) {
    await utimes(folder, now, now);
    return folder;
  }
  await forgetOld(name, now);
  const making = `${folder}.${randomUUID()}`;
  await mkdir(making, { recursive: true });
  try {
    await make(making);
    await rename(making, folder);
  } catch (failure) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw failure;
  }
  return folder;
}

/** The folder with what was made of the sources as they are now; undefined where it was not made yet. */
export function findKept({ name, sources, also = '' }: Omit<Recipe, 'make'>): string | undefined {
  const folder = join(keptDir, `${name}-${hashOf(sources, also)}`);
  return existsSync(folder) ? folder : undefined;
}

function hashOf(sources: readonly string[], also: string): string {
  const hash = createHash('sha256').update(`${process.version}\n${also}\n`);
  for (const file of sources.flatMap(filesOf).sort()) {
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('hex').slice(0, 20);
}

function filesOf(source: string): string[] {
  const path = join(root, source);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Old ones may still be in use, so only those that were not requested for days are deleted. */
async function forgetOld(name: string, now: Date): Promise<void> {
  if (!existsSync(keptDir)) return;
  for (const entry of readdirSync(keptDir)) {
    if (!entry.startsWith(`${name}-`)) continue;
    const path = join(keptDir, entry);
    if (now.getTime() - statSync(path).mtimeMs > maxAgeMs) await rm(path, { recursive: true, force: true });
  }
}
