import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { BackupStore, CopiedRow, TableCopies } from '../ports/backupPorts.ts';
import type { Clock, Telemetry } from '../ports/ports.ts';

export type Part = { readonly name: string; readonly rows: number; readonly sha256: string };
export type Manifest = {
  readonly startedAt: string;
  readonly tables: Readonly<Record<string, readonly Part[]>>;
};

export type BackupNeeds = {
  readonly tableCopies: TableCopies;
  readonly backupStore: BackupStore | undefined;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, 'count'>;
};

/** So many fit into the memory of the smallest instance, and few blobs are made. */
const maxRowsPerPart = 20_000;

/**
 * Copies all tables. The manifest comes last: without one, a copy is incomplete. Rows are read for minutes, so
 * partitions that changed meanwhile are read once more, each at one moment; those rows stand in the last part of their
 * table, and replace earlier ones.
 */
export async function backUpTables(needs: BackupNeeds): Promise<{ id: string | null; rows: number }> {
  const { tableCopies, backupStore: store, clock, telemetry } = needs;
  if (!store) return { id: null, rows: 0 };
  const startedAt = clock.now();
  const id = startedAt.toISOString().replaceAll(':', '-');
  const tables: Record<string, Part[]> = {};
  for (const table of tableCopies.names) {
    const parts: Part[] = [];
    for await (const rows of inParts(tableCopies, table, startedAt)) {
      parts.push(
        await putPart(store, `${id}/${table}.${String(parts.length).padStart(5, '0')}.ndjson.gz`, rows),
      );
    }
    tables[table] = parts;
  }
  const manifest: Manifest = { startedAt: startedAt.toISOString(), tables };
  await store.put(`${id}/manifest.json`, Buffer.from(JSON.stringify(manifest)));
  const counts = Object.entries(tables).map(
    ([table, parts]) => [table, parts.reduce((sum, { rows }) => sum + rows, 0)] as const,
  );
  for (const [table, rows] of counts) telemetry.count('backup.rows', rows, { table });
  return { id, rows: counts.reduce((sum, [, rows]) => sum + rows, 0) };
}

async function* inParts(
  { rows, changedPartitions, partition }: TableCopies,
  table: string,
  startedAt: Date,
): AsyncGenerator<readonly CopiedRow[]> {
  let part: CopiedRow[] = [];
  for await (const page of rows(table)) {
    part.push(...page);
    if (part.length < maxRowsPerPart) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
  const again: CopiedRow[] = [];
  for (const key of await changedPartitions(table, startedAt)) again.push(...(await partition(table, key)));
  if (again.length > 0) yield again;
}

async function putPart(store: BackupStore, name: string, rows: readonly CopiedRow[]): Promise<Part> {
  const content = gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'));
  await store.put(name, content);
  return { name, rows: rows.length, sha256: createHash('sha256').update(content).digest('hex') };
}
