import { RestError, type TableClient, type TransactionAction } from '@azure/data-tables';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStorage, type TestStorage } from '../../shared/adapters/storage/testStorage.ts';
import { createMemoryTable } from './memoryTable.ts';

let storage: TestStorage;
beforeAll(async () => {
  storage = await startTestStorage();
});
afterAll(() => storage.stop());

const keys = fc.record({ partitionKey: fc.constantFrom('p', 'q'), rowKey: fc.constantFrom('a', 'b', 'c') });
const entity = fc.tuple(keys, fc.constantFrom('x', 'y')).map(([key, value]) => ({ ...key, [value]: value }));
const action = fc.oneof(
  fc.tuple(fc.constantFrom('create' as const, 'delete' as const), entity),
  fc.tuple(
    fc.constantFrom('update' as const, 'upsert' as const),
    entity,
    fc.constantFrom('Merge', 'Replace'),
  ),
) as fc.Arbitrary<TransactionAction>;
/** Of one partition, each row once, as the app makes them; what else is refused differs in its wording only. */
const transaction = fc
  .uniqueArray(action, {
    minLength: 1,
    maxLength: 3,
    selector: ([, { partitionKey, rowKey }]) => partitionKey + rowKey,
  })
  .map((actions) => actions.filter(([, { partitionKey }]) => partitionKey === actions[0]?.[1].partitionKey));
const filters = [
  "PartitionKey eq 'p' and RowKey lt 'c'",
  "RowKey ge 'b'",
  "PartitionKey ge 'p' and PartitionKey lt 'q' and (x eq 'x' or y eq 'y')",
];

test('the table in memory does what Azurite does, for the same transactions and queries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(transaction, { maxLength: 12 }), async (script) => {
      await storage.clear();
      const memory = createMemoryTable().client;
      for (const actions of script) {
        expect(await outcome(memory, actions)).toBe(await outcome(storage.tables.due, actions));
      }
      for (const filter of filters) {
        expect(await query(memory, filter)).toEqual(await query(storage.tables.due, filter));
      }
    }),
    { numRuns: 40 },
  );
});

test('an etag that is no longer true is refused, and pages go on where they ended', async () => {
  for (const table of [createMemoryTable().client, storage.tables.due]) {
    const row = { partitionKey: 'etag', rowKey: 'a' };
    const { etag = '' } = await table.createEntity(row);
    await table.updateEntity(row, 'Merge', { etag });
    await expect(table.updateEntity(row, 'Merge', { etag })).rejects.toMatchObject({ statusCode: 412 });
    await expect(table.getEntity('etag', 'b')).rejects.toMatchObject({ statusCode: 404 });
    for (const rowKey of ['b', 'c', 'd', 'e']) await table.createEntity({ ...row, rowKey });
    const sizes: number[] = [];
    const pages = table.listEntities({ queryOptions: { filter: "PartitionKey eq 'etag'" } });
    for await (const page of pages.byPage({ maxPageSize: 2 })) sizes.push(page.length);
    expect(sizes).toEqual([2, 2, 1]);
  }
});

async function outcome(table: TableClient, actions: TransactionAction[]): Promise<string> {
  try {
    await table.submitTransaction(actions);
    return 'done';
  } catch (failure) {
    if (failure instanceof RestError) return String(failure.statusCode);
    throw failure;
  }
}

async function query(table: TableClient, filter: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { partitionKey, rowKey, x, y } of table.listEntities({ queryOptions: { filter } })) {
    rows.push({ partitionKey, rowKey, x: x ?? null, y: y ?? null });
  }
  return rows;
}
