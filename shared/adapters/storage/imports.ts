import type { TableClient, TransactionAction } from '@azure/data-tables';
import { isOver, type CustomerImport } from '../../domain/imports/customerImport.ts';
import type {
  Imports,
  NewImport,
  OpenImport,
  RowWish,
  StoredImport,
} from '../../workflows/ports/importPorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import type { AtRest } from './kit/atRest.ts';
import type { Tables } from './kit/storageClients.ts';
import {
  between,
  headKey,
  listKey,
  numberIn,
  openPartition,
  readList,
  readPage,
  settledRow,
  waitingKey,
  type HeadRow,
  type WaitingEntity,
} from './importRows.ts';
import { firstRows } from './kit/firstRows.ts';
import { fromJson } from './kit/json.ts';
import { rowKeys } from './kit/keys.ts';
import { isConflict, ignoreConflict, undefinedIfMissing, storageCall } from './kit/storageFailure.ts';

const openKey = (id: string): string => `open|${id}`;

/** As many as one transaction takes (documented); rows at the limits of their fields make half a megabyte of its four. */
const batchSize = 100;
const opensAtOnce = 20;

type OpenRow = { readonly rowKey: string; readonly etag: string } & Pick<OpenImport, 'state' | 'begunAt'>;

/** Files of wishes with a row for each customer; what a row says of people is encrypted, and goes when it is settled. */
export function createImports(
  { imports: table }: Pick<Tables, 'imports'>,
  { atRest, newId }: { readonly atRest: AtRest; newId(this: void): string },
): Imports {
  const read = (id: string) => undefinedIfMissing(table.getEntity<HeadRow>(id, headKey));
  const readOpen = (id: string) => undefinedIfMissing(table.getEntity<OpenRow>(openPartition, openKey(id)));
  return {
    create: (given) => storageCall(() => create(table, given, atRest)),
    find: (id) =>
      storageCall(async (): Promise<StoredImport | undefined> => {
        const row = await read(id);
        return row && { file: fromJson(row.json) as CustomerImport, token: row.etag };
      }),
    waiting: (id, afterRow, limit) =>
      storageCall(async () => {
        const filter = between(id, waitingKey(afterRow), 'wait}');
        const { rows } = await firstRows<WaitingEntity>(table, filter, limit);
        return inParallel(rows, opensAtOnce, async ({ rowKey, customerTenantId, sealed }) => {
          const text = await atRest.open({ partitionKey: id, rowKey }, sealed).catch(() => null);
          const wish = text === null ? null : (fromJson(text) as RowWish);
          return { row: numberIn(rowKey), customerTenantId: customerTenantId || null, wish };
        });
      }),
    settle: (before, after, settled) =>
      storageCall(async () => {
        const mark = newId();
        const head = { partitionKey: after.id, rowKey: headKey, json: JSON.stringify(after), mark };
        const actions: TransactionAction[] = [['update', head, 'Replace', { etag: String(before.token) }]];
        for (const one of settled) {
          actions.push(['delete', { partitionKey: after.id, rowKey: waitingKey(one.row) }]);
          actions.push(['create', settledRow(after.id, one)]);
        }
        try {
          const answer = await table.submitTransaction(actions);
          return { file: after, token: answer.subResponses[0]?.etag };
        } catch (failure) {
          if (!isConflict(failure)) throw failure;
          const stored = await read(after.id);
          return stored?.mark === mark ? { file: after, token: stored.etag } : undefined;
        }
      }),
    page: (id, size, position, result) =>
      storageCall(() => readPage(table, id, { size, after: Number(position), result })),
    list: (size, position) => storageCall(() => readList(table, size, position)),
    receipt: (id) =>
      storageCall(() =>
        atRest.readReceipt(table, { partitionKey: openPartition, rowKey: rowKeys.receipt(id) }),
      ),
    open: () =>
      storageCall(async () => {
        const found: OpenImport[] = [];
        const filter = between(openPartition, 'open|', 'open}');
        for await (const row of table.listEntities<OpenRow>({ queryOptions: { filter } })) {
          const { state, begunAt, etag, rowKey = '' } = row;
          found.push({ id: rowKey.split('|')[1] ?? '', state, begunAt: new Date(begunAt), token: etag });
        }
        return found;
      }),
    close: (id) => storageCall(() => ignoreConflict(table.deleteEntity(openPartition, openKey(id)))),
    discard: ({ id, token }) =>
      storageCall(async () => {
        // First, so that a slow `create` can no longer commit it.
        const row = { partitionKey: openPartition, rowKey: openKey(id), state: 'discarded' };
        await ignoreConflict(table.updateEntity(row, 'Merge', { etag: String(token) }));
        if ((await readOpen(id))?.state === 'discarded') await removeAll(table, id);
      }),
  };
}

async function create(
  table: TableClient,
  { file, waiting, settled, receipt }: NewImport,
  atRest: AtRest,
): Promise<'committed' | 'conflict'> {
  const { id } = file;
  const open = { partitionKey: openPartition, rowKey: openKey(id), begunAt: file.createdAt };
  const { etag } = await table.createEntity({ ...open, state: 'draft' });
  const rows: { partitionKey: string; rowKey: string }[] = [
    { partitionKey: id, rowKey: headKey, ...{ json: JSON.stringify(file), mark: '' } },
    ...settled.map((one) => settledRow(id, one)),
    ...waiting.map(({ row, customerTenantId, wish }) => {
      const place = { partitionKey: id, rowKey: waitingKey(row) };
      const sealed = atRest.seal(place, JSON.stringify(wish));
      return { ...place, customerTenantId: customerTenantId ?? '', sealed };
    }),
  ];
  // One after the other: a partition takes 2,000 rows a second (documented).
  for (let first = 0; first < rows.length; first += batchSize) {
    const part = rows.slice(first, first + batchSize);
    await table.submitTransaction(part.map((row): TransactionAction => ['upsert', row, 'Replace']));
  }
  const actions: TransactionAction[] = [
    ['update', { ...open, state: 'accepted' }, 'Replace', { etag: String(etag) }],
    ['create', { partitionKey: openPartition, rowKey: listKey(file) }],
  ];
  const place = receipt && { partitionKey: openPartition, rowKey: rowKeys.receipt(receipt.id) };
  if (receipt && place) actions.push(['create', atRest.receiptRow(place, receipt)]);
  try {
    await table.submitTransaction(actions);
    return 'committed';
  } catch (failure) {
    if (!isConflict(failure)) throw failure;
    if (await isAccepted(table, id)) return 'committed';
    await removeAll(table, id);
    return 'conflict';
  }
}

/** After a conflict that may come from a lost reply: the import is open as accepted, or already finished. */
async function isAccepted(table: TableClient, id: string): Promise<boolean> {
  const open = await undefinedIfMissing(table.getEntity<OpenRow>(openPartition, openKey(id)));
  if (open) return open.state === 'accepted';
  const head = await undefinedIfMissing(table.getEntity<HeadRow>(id, headKey));
  return head !== undefined && isOver(fromJson(head.json) as CustomerImport);
}

async function removeAll(table: TableClient, id: string): Promise<void> {
  for (;;) {
    const { rows, isEnd } = await firstRows<{ rowKey: string }>(table, between(id, ' ', '~'), batchSize);
    const actions = rows.map(({ rowKey }): TransactionAction => ['delete', { partitionKey: id, rowKey }]);
    if (actions.length > 0) await ignoreConflict(table.submitTransaction(actions));
    if (isEnd) break;
  }
  await ignoreConflict(table.deleteEntity(openPartition, openKey(id)));
}
