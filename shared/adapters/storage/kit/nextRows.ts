import { odata, type TableClient } from '@azure/data-tables';
import { firstRows, type FirstRows } from './firstRows.ts';

type Keys = { readonly partitionKey: string; readonly rowKey: string };

/** The next rows of a whole table; `position` null is before the first one. Empty only at the end. */
export async function nextRows<Row extends Keys>(
  table: TableClient,
  position: string | null,
  limit: number,
): Promise<FirstRows<Row>> {
  const [partition = '', rowKey = ''] = position?.split('\n') ?? [];
  const inPartition = odata`PartitionKey eq ${partition} and RowKey gt ${rowKey}`;
  const rest = rowKey ? await firstRows<Row>(table, inPartition, limit) : { rows: [] };
  if (rest.rows.length > 0) return { rows: rest.rows, isEnd: false };
  return firstRows<Row>(table, odata`PartitionKey gt ${partition}`, limit);
}

/** Where a look through the table goes on behind those rows; null at its end. */
export function positionBehind({ rows, isEnd }: FirstRows<Keys>): string | null {
  const last = rows.at(-1);
  return isEnd || !last ? null : `${last.partitionKey}\n${last.rowKey}`;
}
