import type { TableEntityResult } from '@azure/data-tables';
import type { Tables } from '../../../../shared/adapters/storage/connection.ts';
import { fromJson } from '../../../../shared/adapters/storage/json.ts';
import { fold, type AgreementEvent } from '../../../../shared/domain/events.ts';
import { canonicalJson, findBreak } from '../../../../shared/domain/history.ts';
import type { AgreementRecord } from '../../../../shared/domain/record.ts';

type Row = TableEntityResult<Record<string, unknown>>;
export type Dump = { readonly customers: Row[]; readonly due: Row[]; readonly byStatus: Row[] };

/** Everything that is stored, as it lies in the tables. */
export async function dump({ customers, due, byStatus }: Tables): Promise<Dump> {
  const [a, b, c] = await Promise.all([customers, due, byStatus].map((table) => rowsOf(table)));
  return { customers: a ?? [], due: b ?? [], byStatus: c ?? [] };
}

/** What must hold once everybody has stopped and the sweep has been through: a sentence per breach. */
export function findBreaches({ customers, due, byStatus }: Dump): string[] {
  const breaches: string[] = [];
  const expect = (holds: boolean, breach: string) => {
    if (!holds) breaches.push(breach);
  };
  const records = customers.filter(({ rowKey }) => rowKey === 'rec');
  const listings = byStatus.filter(({ rowKey }) => rowKey !== '!n');
  const counters = byStatus.filter(({ rowKey }) => rowKey === '!n');

  for (const tenant of new Set(customers.map(({ partitionKey }) => partitionKey ?? ''))) {
    const rows = customers.filter(({ partitionKey }) => partitionKey === tenant);
    const row = records.find(({ partitionKey }) => partitionKey === tenant);
    if (!row) {
      breaches.push(`${tenant}: rows without a record`);
      continue;
    }
    const record = fromJson(String(row['json'])) as AgreementRecord;
    const eventRows = rows.filter(({ rowKey }) => rowKey?.startsWith('evt|'));
    const events = eventRows.map((event) => fromJson(String(event['json'])) as AgreementEvent);
    expect(
      canonicalJson(fold(events)) === canonicalJson(record),
      `${tenant}: record is not the fold of its events`,
    );
    expect(findBreak(events) === null, `${tenant}: history has a break`);
    expect(events.length === record.version, `${tenant}: events do not end at the record's version`);
    expect(row['status'] === record.status && row['version'] === record.version, `${tenant}: columns differ`);

    const marks = new Set(eventRows.map((event) => event['mark']));
    const loose = rows.filter(({ rowKey, mark }) => rowKey?.startsWith('op|') && !marks.has(mark));
    expect(loose.length === 0, `${tenant}: receipt or mail without its event`);

    const listed = listings.filter(({ customerTenantId }) => customerTenantId === tenant);
    const [listing] = listed;
    const names =
      listing && [listing.partitionKey?.slice(0, -2), listing.rowKey?.slice(tenant.length + 1)].join('|');
    expect(listed.length === 1, `${tenant}: ${String(listed.length)} listings`);
    expect(names === row['listed'], `${tenant}: listed as ${String(names)}, not ${String(row['listed'])}`);
    expect(listing?.['companyName'] === record.companyName, `${tenant}: listing shows another name`);
    expect(
      (listing?.['country'] ?? '') === (record.country ?? ''),
      `${tenant}: listing shows another country`,
    );

    const mine = due.filter(({ rowKey }) => rowKey?.includes(tenant) && !rowKey.startsWith('at|'));
    const moved = due.find(({ rowKey }) => rowKey === `at|${tenant}`);
    const dueKey = String(moved?.['mark'] === row['mark'] ? moved?.['dueKey'] : row['dueKey']);
    expect(mine.length === 1, `${tenant}: ${String(mine.length)} due rows`);
    expect(
      mine.some(({ rowKey }) => String(rowKey) <= dueKey),
      `${tenant}: no due row in time`,
    );
  }
  const orphans = due.filter(
    ({ rowKey }) => !records.some((record) => rowKey?.includes(record.partitionKey ?? '-')),
  );
  expect(orphans.length === 0, 'due rows of nobody');
  for (const { partitionKey, count } of counters) {
    const rows = listings.filter((row) => row.partitionKey === partitionKey).length;
    expect(count === rows, `${String(partitionKey)}: counts ${String(count)}, has ${String(rows)}`);
  }
  const sum = counters.reduce((total, { count }) => total + Number(count), 0);
  expect(sum === records.length, `counters say ${String(sum)}, records are ${String(records.length)}`);
  return breaches;
}

async function rowsOf(table: Tables['due']): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of table.listEntities<Record<string, unknown>>()) rows.push(row);
  return rows;
}
