import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findKept, kept, type Recipe } from '../../build/kept.ts';
import type { StorageThread } from '../storageThread/startStorageThread.ts';
import { leavePoison } from './otherSystems.ts';

/** What the simulators and the app keep in files while they run. */
const files = ['secrets.json', 'partnerCenter.json', 'mail.json', 'app-secrets.json'];
/** The simulators write their files within this time. */
const writtenMs = 200;

/** Where the sample world of today is kept; links and settings in it name the ports. */
export function worldRecipe(portBase: number, settings: Readonly<Record<string, string>>) {
  return {
    name: 'world',
    sources: [
      ...[
        'domain',
        'contracts',
        'workflows',
        'adapters',
        'composition',
        'views',
        'config.ts',
        'services.ts',
      ].map((part) => `shared/${part}`),
      ...['world', 'partnerCenter', 'entra', 'mail', 'simulator', 'localSettings.ts'].map(
        (part) => `infra/local/${part}`,
      ),
      'package-lock.json',
    ],
    // Of a world from yesterday, what is to happen today has not happened.
    also: JSON.stringify([new Date().toISOString().slice(0, 10), portBase, settings]),
  };
}

/** Puts the files of a kept world into a folder, before the simulators start; false where none is kept. */
export async function unpackWorld(recipe: Omit<Recipe, 'make'>, folder: string): Promise<boolean> {
  const from = findKept(recipe);
  if (from === undefined) return false;
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    if (existsSync(join(from, file))) await cp(join(from, file), join(folder, file));
  }
  return true;
}

/** Puts the rows of the kept world into storage. */
export async function loadWorld(recipe: Omit<Recipe, 'make'>, storage: StorageThread): Promise<void> {
  const from = findKept(recipe);
  if (from === undefined) return;
  await storage.importTables(await readFile(join(from, 'tables.json'), 'utf8'));
  await leavePoison(storage.connectionString, await readFile(join(from, 'poison'), 'utf8'));
}

/** Keeps a world that was just made. */
export async function keepWorld(
  recipe: Omit<Recipe, 'make'>,
  made: { readonly folder: string; readonly storage: StorageThread; readonly poison: string },
): Promise<void> {
  await sleep(writtenMs);
  const tables = await made.storage.exportTables();
  await kept({
    ...recipe,
    async make(into) {
      for (const file of files) {
        if (existsSync(join(made.folder, file))) await cp(join(made.folder, file), join(into, file));
      }
      await writeFile(join(into, 'tables.json'), tables);
      await writeFile(join(into, 'poison'), made.poison);
    },
  });
  await leavePoison(made.storage.connectionString, made.poison);
}
