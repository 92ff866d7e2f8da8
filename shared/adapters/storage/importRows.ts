import { odata, type TableClient } from '@azure/data-tables';
import type { CustomerImport, ImportedRow, SettledRow } from '../../domain/imports/customerImport.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import type { Imports, RowResult } from '../../workflows/ports/importPorts.ts';
import { firstRows } from './kit/firstRows.ts';
import { fromJson } from './kit/json.ts';
import { undefinedIfMissing } from './kit/storageFailure.ts';

/** One partition for what is open, for the list and for receipts; each import's rows are a partition of their own. */
export const openPartition = 'open';
export const headKey = 'head';
export const waitingKey = (row: number): string => `wait|${padded(row)}`;
export const settledKey = (row: number): string => `row|${padded(row)}`;
const padded = (row: number): string => String(row).padStart(8, '0');
export const numberIn = (rowKey: string): number => Number(rowKey.split('|')[1]);

/** 13 digits hold every instant until the year 2286; the later, the smaller. */
const endOfTime = 9_999_999_999_999;

/** Names an import in the list: made in the step that makes it count, and never changed. */
export const listKey = ({ id, createdAt }: Pick<CustomerImport, 'id' | 'createdAt'>): string =>
  `list|${String(endOfTime - createdAt.getTime()).padStart(13, '0')}|${id}`;

/** `mark` is of the step that wrote it, and settles whether it was ours where the reply was lost. */
export type HeadRow = { readonly json: string; readonly mark: string; readonly etag: string };
export type WaitingEntity = {
  readonly rowKey: string;
  readonly customerTenantId: string;
  readonly sealed: Uint8Array;
};

type SettledEntity = { readonly rowKey: string; readonly json: string };

/** Rows of one outcome are filtered as they are read; after so many, the page is given as it is. */
const rowsPerPage = 1_000;
const headsAtOnce = 20;

/** Those that wait are read first: one that is settled meanwhile is found in both places, and not in none. */
export async function readPage(
  table: TableClient,
  id: string,
  {
    size,
    after,
    result,
  }: { readonly size: number; readonly after: number; readonly result?: RowResult | undefined },
): ReturnType<Imports['page']> {
  const limit = result === undefined ? size : rowsPerPage;
  const none = { rows: [], isEnd: true };
  const areWaiting = result === undefined || result === 'waiting';
  const waiting = areWaiting
    ? await firstRows<WaitingEntity>(table, between(id, waitingKey(after), 'wait}'), limit)
    : none;
  const settled =
    result === 'waiting'
      ? none
      : await firstRows<SettledEntity>(table, between(id, settledKey(after), 'row}'), limit);
  const rows = new Map<number, ImportedRow>();
  for (const { rowKey, customerTenantId } of waiting.rows) {
    const outcome = { kind: 'waiting' } as const;
    rows.set(numberIn(rowKey), {
      row: numberIn(rowKey),
      customerTenantId: customerTenantId || null,
      outcome,
    });
  }
  for (const { rowKey, json } of settled.rows) rows.set(numberIn(rowKey), fromJson(json) as SettledRow);
  // Beyond the end of the shorter answer there may be unread rows.
  const ends = [waiting, settled].flatMap((part) =>
    part.isEnd ? [] : numberIn(part.rows.at(-1)?.rowKey ?? ''),
  );
  const known = [...rows.values()]
    .filter(({ row }) => ends.every((end) => row <= end))
    .filter(({ outcome }) => result === undefined || outcome.kind === result)
    .sort((a, b) => a.row - b.row);
  const page = known.slice(0, size);
  const next =
    page.length < known.length ? page.at(-1)?.row : ends.length > 0 ? Math.min(...ends) : undefined;
  return { rows: page, position: next === undefined ? null : String(next) };
}

/** Heads of imports, newest first. */
export async function readList(
  table: TableClient,
  size: number,
  position: string | null,
): ReturnType<Imports['list']> {
  const filter = between(openPartition, position ?? 'list|', 'list}');
  const { rows, isEnd } = await firstRows<{ rowKey: string }>(table, filter, size);
  const heads = await inParallel(rows, headsAtOnce, ({ rowKey }) =>
    undefinedIfMissing(table.getEntity<HeadRow>(rowKey.split('|')[2] ?? '', headKey)),
  );
  const files = heads.flatMap((head) => (head ? (fromJson(head.json) as CustomerImport) : []));
  return { files, position: isEnd ? null : (rows.at(-1)?.rowKey ?? null) };
}

export function settledRow(
  id: string,
  one: SettledRow,
): { partitionKey: string; rowKey: string; json: string } {
  return { partitionKey: id, rowKey: settledKey(one.row), json: JSON.stringify(one) };
}

export function between(partitionKey: string, after: string, below: string): string {
  return odata`PartitionKey eq ${partitionKey} and RowKey gt ${after} and RowKey lt ${below}`;
}
