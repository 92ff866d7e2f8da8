import type { TableEntityResult } from '@azure/data-tables';
import type { Tables } from '../../../../shared/adapters/storage/kit/storageClients.ts';
import { fromJson } from '../../../../shared/adapters/storage/kit/json.ts';
import { versionOf } from '../../../../shared/adapters/storage/kit/keys.ts';
import { nameKeysOf } from '../../../../shared/adapters/storage/customers/names.ts';
import { fold } from '../../../../shared/domain/customers/events.ts';
import { canonicalJson, findBreak } from '../../../../shared/domain/chain.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import type { AgreementEvent } from '../../../../shared/domain/customers/agreementEvent.ts';

type Row = TableEntityResult<Record<string, unknown>>;
/** Notifications, in and out, prospects, imports and the line of mails stand apart: nothing of a record depends on them. */
export type Dump = {
  readonly [
    name in Exclude<
      keyof Tables,
      'sorted' | 'people' | 'activity' | 'events' | 'mails' | 'webhooks' | 'prospects' | 'imports'
    >
  ]: Row[];
};
type Breaches = string[];

/** Everything that is stored, as it lies in the tables. */
export async function dump({ customers, due, byStatus, byName }: Tables): Promise<Dump> {
  return {
    customers: await rowsOf(customers),
    due: await rowsOf(due),
    byStatus: await rowsOf(byStatus),
    byName: await rowsOf(byName),
  };
}

/** What must hold at every instant, whatever crashed: a sentence per breach. */
export function findDangers(stored: Dump): Breaches {
  const { rows, counters } = indexOf(stored);
  const miscounted = counters
    .filter(
      ({ partitionKey, count }) => count !== rows.filter((row) => row.partitionKey === partitionKey).length,
    )
    .map(({ partitionKey }) => `${String(partitionKey)}: miscounted`);
  const endangered = tenantsOf(stored).flatMap((tenant) => {
    const { row, listings, nameKeys, dueRows, dueKey } = partsOf(stored, tenant);
    if (!row) return [`${tenant}: rows without a record`];
    return breaches(tenant, [
      [listings.some((listing) => nameOf(listing) === row['listed']), 'not listed'],
      [namesOf(row).every((key) => nameKeys.includes(key)), 'not found by its names'],
      [
        dueRows.some(({ rowKey, mark }) => String(rowKey) <= dueKey && mark === row['mark']),
        'no due row in time',
      ],
      ...historyOf(stored, tenant),
    ]);
  });
  return [...miscounted, ...endangered];
}

/** What must hold once everybody has stopped and the sweep has been through. */
export function findBreaches(stored: Dump): Breaches {
  const records = tenantsOf(stored);
  const { counters } = indexOf(stored);
  const sum = counters.reduce((total, { count }) => total + Number(count), 0);
  // Beside the shards are the run, the discovery, the budget and the audit.
  const inShards = stored.due.filter(({ partitionKey }) => partitionKey?.length === 1);
  const nobodys = inShards.filter(({ rowKey }) => !records.some((tenant) => rowKey?.includes(tenant)));
  return [
    ...findDangers(stored),
    ...records.flatMap((tenant) => onlyWhatBelongs(stored, tenant)),
    ...breaches('all', [
      [sum === records.length, `counters say ${String(sum)}, records are ${String(records.length)}`],
      [nobodys.length === 0, 'due rows of nobody'],
    ]),
  ];
}

type Expectation = readonly [holds: boolean, breach: string];

function historyOf(stored: Dump, tenant: string): Expectation[] {
  const { row, eventRows, operations } = partsOf(stored, tenant);
  const record = fromJson(String(row?.['json'])) as AgreementRecord;
  const events = eventRows.map((event) => fromJson(String(event['json'])) as AgreementEvent);
  const marks = new Set(eventRows.map((event) => event['mark']));
  return [
    [
      events.length > 0 && canonicalJson(fold(events)) === canonicalJson(record),
      'not the fold of its events',
    ],
    [findBreak(events) === null, 'history has a break'],
    [events.length === record.version, 'events do not end at its version'],
    [
      row?.['status'] === record.status && row['version'] === record.version,
      'columns differ from the record',
    ],
    [
      operations.every((operation) => marks.has(operation['mark']) || isAnswerToNothing(operation, record)),
      'a receipt or mail without its event',
    ],
  ];
}

/** Where a request found nothing to do, its receipt is stored without an event, at the version that was there. */
function isAnswerToNothing({ rowKey, mark }: Row, { version }: AgreementRecord): boolean {
  const at = versionOf(String(mark));
  return rowKey?.startsWith('op|receipt|') === true && at >= 1 && at <= version;
}

function onlyWhatBelongs(stored: Dump, tenant: string): Breaches {
  const { row, listings, nameKeys, dueRows } = partsOf(stored, tenant);
  const record = fromJson(String(row?.['json'])) as AgreementRecord;
  const [listing] = listings;
  return breaches(tenant, [
    [listings.length === 1, `${String(listings.length)} listings`],
    [listing?.['companyName'] === record.companyName, 'listed with another name'],
    [listing?.['country'] === (record.country ?? ''), 'listed with another country'],
    [nameKeys.length === namesOf(row).length, 'found by names that are not its own'],
    [dueRows.length === 1, `${String(dueRows.length)} due rows`],
  ]);
}

function partsOf({ customers, due, byStatus, byName }: Dump, tenant: string) {
  const own = customers.filter(({ partitionKey }) => partitionKey === tenant);
  const row = own.find(({ rowKey }) => rowKey === 'rec');
  const moved = due.find(({ rowKey }) => rowKey === `at|${tenant}`);
  return {
    row,
    eventRows: own.filter(({ rowKey }) => rowKey?.startsWith('evt|')),
    operations: own.filter(({ rowKey }) => rowKey?.startsWith('op|')),
    listings: byStatus.filter(({ customerTenantId }) => customerTenantId === tenant),
    nameKeys: byName.filter(({ rowKey }) => rowKey?.includes(`|${tenant}|`)).map(placeOf),
    dueRows: due.filter(({ rowKey }) => rowKey?.includes(`Z|${tenant}|`)),
    dueKey: String(moved?.['mark'] === row?.['mark'] ? moved?.['dueKey'] : row?.['dueKey']),
  };
}

function indexOf({ byStatus }: Dump) {
  const isCounter = ({ rowKey }: Row) => rowKey === '!n';
  return { rows: byStatus.filter((row) => !isCounter(row)), counters: byStatus.filter(isCounter) };
}

function tenantsOf({ customers }: Dump): string[] {
  return [...new Set(customers.map(({ partitionKey }) => String(partitionKey)))];
}

/** `<status>|<mark>` of a row in `ByStatus`. */
function nameOf({ partitionKey, rowKey }: Row): string {
  return [partitionKey?.split('|')[0], rowKey?.split('|')[1]].join('|');
}

/** Where the customer has to be in `ByName`. */
function namesOf(row: Row | undefined): string[] {
  const record = fromJson(String(row?.['json'])) as AgreementRecord;
  const naming = { ...record, mark: String(row?.['named']) };
  return nameKeysOf(record.customerTenantId, naming).flat().map(placeOf);
}

function placeOf({ partitionKey, rowKey }: { partitionKey?: string; rowKey?: string }): string {
  return `${String(partitionKey)} ${String(rowKey)}`;
}

function breaches(of: string, expectations: readonly Expectation[]): Breaches {
  return expectations.filter(([holds]) => !holds).map(([, breach]) => `${of}: ${breach}`);
}

async function rowsOf(table: Tables['due']): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of table.listEntities<Record<string, unknown>>()) rows.push(row);
  return rows;
}
