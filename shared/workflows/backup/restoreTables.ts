import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { BackupStore, CopiedRow, TableCopies } from '../ports/backupPorts.ts';
import type { Manifest, Part } from './backUpTables.ts';

export type RestoreNeeds = { readonly tableCopies: TableCopies; readonly backupStore: BackupStore };
export type Restored = { readonly table: string; readonly rows: number; readonly added: number };

const manifestName = /^(.+)\/manifest\.json$/;

/** Complete copies, oldest first. */
export async function listBackups({ backupStore }: Pick<RestoreNeeds, 'backupStore'>): Promise<string[]> {
  const names = await backupStore.list('');
  return names.flatMap((name) => manifestName.exec(name)?.[1] ?? []);
}

/**
 * Writes rows of a copy that are not there now, table by table; a table that is gone is made anew. What is there stays,
 * so it may be run again, and nothing newer is lost.
 * @throws {Error} before anything is written, when a part of the copy is missing or was changed
 */
export async function restoreTables(
  { tableCopies, backupStore }: RestoreNeeds,
  { id, tables }: { readonly id: string; readonly tables?: readonly string[] },
): Promise<Restored[]> {
  const manifest = JSON.parse(
    Buffer.from(await backupStore.get(`${id}/manifest.json`)).toString(),
  ) as Manifest;
  const wanted = Object.entries(manifest.tables).filter(([table]) => tables?.includes(table) ?? true);
  for (const part of wanted.flatMap(([, parts]) => parts)) await readPart(backupStore, part);
  const restored: Restored[] = [];
  for (const [table, parts] of wanted) {
    await tableCopies.create(table);
    const done = { table, rows: 0, added: 0 };
    // Later parts hold what changed while the earlier ones were read.
    for (const part of parts.toReversed()) {
      const rows = await readPart(backupStore, part);
      done.rows += rows.length;
      done.added += await tableCopies.addMissing(table, rows);
    }
    restored.push(done);
  }
  return restored;
}

async function readPart(store: BackupStore, { name, sha256 }: Part): Promise<CopiedRow[]> {
  const content = await store.get(name);
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw new Error(`${name} is not what was written: its hash differs from the manifest's.`);
  return gunzipSync(content)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CopiedRow);
}
