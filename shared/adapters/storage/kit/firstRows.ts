import type { TableClient } from '@azure/data-tables';

export type FirstRows<Row> = { readonly rows: readonly Row[]; readonly isEnd: boolean };

/** The first rows that a filter lets through, at most 1,000; none only at the end. */
export async function firstRows<Row extends object>(
  table: TableClient,
  filter: string,
  limit: number,
): Promise<FirstRows<Row>> {
  const pages = table.listEntities<Row>({ queryOptions: { filter } }).byPage({ maxPageSize: limit });
  // A page may be empty and yet have a successor (documented).
  for await (const page of pages) {
    if (page.length > 0) return { rows: page, isEnd: page.continuationToken === undefined };
  }
  return { rows: [], isEnd: true };
}
