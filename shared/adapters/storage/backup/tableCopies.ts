import { odata, type TableClient, type TableEntity } from '@azure/data-tables';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { tables as tableNames } from '../../../tables.ts';
import type { CopiedRow, TableCopies } from '../../../workflows/ports/backupPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { storageCall } from '../kit/storageFailure.ts';

/** As many as one answer holds (documented). */
const pageSize = 1000;
const concurrency = 16;
/** Storage and this computer disagree about the time by less than this. */
const clockSkewMs = 5 * 60_000;

/** Rows as they are stored: properties keep their types, which conversion would lose. */
export function createTableCopies(tables: Tables): TableCopies {
  const keys = Object.keys(tableNames) as (keyof typeof tableNames)[];
  const open = (name: string): TableClient => {
    const key = keys.find((one) => tableNames[one] === name);
    if (!key) throw new Error(`There is no table ${name}.`);
    return tables[key];
  };
  return {
    names: Object.values(tableNames),
    rows: (table) => pages(open(table)),
    changedPartitions: (table, since) =>
      storageCall(async () => {
        const from = new Date(since.getTime() - clockSkewMs);
        const queryOptions = { filter: odata`Timestamp ge ${from}`, select: ['partitionKey'] };
        const found = new Set<string>();
        for await (const { partitionKey = '' } of open(table).listEntities({ queryOptions }))
          found.add(partitionKey);
        return [...found];
      }),
    partition: async (table, partitionKey) => {
      const all: CopiedRow[] = [];
      for await (const page of pages(open(table), odata`PartitionKey eq ${partitionKey}`)) all.push(...page);
      return all;
    },
    create: (table) => storageCall(() => open(table).createTable()),
    addMissing: (table, rows) =>
      storageCall(async () => {
        const added = await inParallel(rows, concurrency, (row) => addRow(open(table), row));
        return added.filter(Boolean).length;
      }),
  };
}

async function* pages(table: TableClient, filter?: string): AsyncGenerator<CopiedRow[]> {
  const options = { disableTypeConversion: true, ...(filter ? { queryOptions: { filter } } : {}) };
  const found = table.listEntities<TableEntity>(options).byPage({ maxPageSize: pageSize });
  for (;;) {
    const next = await storageCall(() => found.next());
    if (next.done) return;
    yield next.value.map(({ etag: _etag, timestamp: _timestamp, ...row }) => row as CopiedRow);
  }
}

/** Whether it was missing. */
async function addRow(table: TableClient, row: CopiedRow): Promise<boolean> {
  try {
    await table.createEntity({ ...row });
    return true;
  } catch (failure) {
    if (failure instanceof Error && 'statusCode' in failure && failure.statusCode === 409) return false;
    throw failure;
  }
}
