import { RestError, type TableClient, type TransactionAction } from '@azure/data-tables';
import { compileFilter } from './tableFilter.ts';

type Row = Record<string, unknown> & { partitionKey: string; rowKey: string; etag: string };
type Entity = Record<string, unknown> & { partitionKey: string; rowKey: string };
/** `keys` are in order; those in `added` are not among them yet, and some of `keys` may be gone. */
type Partition = { keys: string[]; added: Set<string>; gone: number; rows: Map<string, Row> };
type ReadOptions = {
  onResponse?: (answer: { headers: { get(name: string): string | undefined } }) => void;
};
type PageSettings = { maxPageSize?: number; continuationToken?: string };

export type MemoryTable = {
  /** Stands where the SDK's client stands; only what this app calls is there. */
  readonly client: TableClient;
  /** Calls so far; a transaction is one, as it is billed. */
  transactions(): number;
  rows(): Row[];
};

/** No two rows of any table have one etag: those of a table that is gone must not fit into the next. */
let version = 0;

/**
 * A table in memory with the rules of the service: rows in the order of their keys, etags, transactions of
 * one partition with at most 100 rows, each once, pages of at most 1,000 rows. `before` runs ahead of
 * every call, to count, delay or break it; what it gives runs after the effect. With a clock of its own it
 * tells when a row was written, and when it answers in whole seconds.
 */
export function createMemoryTable(
  before: (call: string) => Promise<void | (() => void)> = async () => undefined,
  now?: () => Date,
): MemoryTable {
  const partitions = new Map<string, Partition>();
  let transactions = 0;

  const call = async <T>(name: string, work: () => T): Promise<T> => {
    transactions += 1;
    const after = await before(name);
    const answer = work();
    after?.();
    return answer;
  };
  const find = ({ partitionKey, rowKey }: Entity) => partitions.get(partitionKey)?.rows.get(rowKey);

  /** The row as it will be, null when it goes. Throws when the table is not as the caller supposes. */
  const plan = (action: TransactionAction): Row | null => {
    const [kind, given, mode, options] = action as [string, Entity, string?, { etag?: string }?];
    const known = find(given);
    const etag = kind === 'delete' ? (mode as { etag?: string } | undefined)?.etag : options?.etag;
    if (kind === 'create' && known) throw refusal(409, 'EntityAlreadyExists');
    if ((kind === 'update' || kind === 'delete') && !known) throw refusal(404, 'ResourceNotFound');
    if (etag !== undefined && etag !== '*' && known && etag !== known.etag)
      throw refusal(412, 'UpdateConditionNotSatisfied');
    if (kind === 'delete') return null;
    const kept = mode === 'Merge' && known ? known : {};
    const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const timestamp = now && { timestamp: now().toISOString() };
    return { ...kept, ...values, ...timestamp, etag: String((version += 1)) } as Row;
  };
  const write = ({ partitionKey, rowKey }: Entity, row: Row | null): void => {
    const partition = partitions.get(partitionKey) ?? emptyPartition();
    partitions.set(partitionKey, partition);
    const { added, rows } = partition;
    if (row && !rows.has(rowKey)) added.add(rowKey);
    if (row) rows.set(rowKey, row);
    else if (rows.delete(rowKey) && !added.delete(rowKey)) partition.gone += 1;
  };
  const transact = (actions: readonly TransactionAction[]) => {
    const keys = new Set(actions.map(([, { partitionKey, rowKey }]) => `${partitionKey}\n${rowKey}`));
    const shards = new Set(actions.map(([, { partitionKey }]) => partitionKey));
    if (actions.length > 100 || actions.length === 0) throw refusal(400, 'InvalidInput');
    if (keys.size !== actions.length || shards.size !== 1) throw refusal(400, 'InvalidInput');
    const planned = actions.map((action) => [action[1] as Entity, plan(action)] as const);
    for (const [entity, row] of planned) write(entity, row);
    return planned.map(([, row]) => (row ? { etag: row.etag } : {}));
  };
  const one = (name: string, action: TransactionAction) => call(name, () => transact([action])[0]);

  function* matching(filter: string, from: string | undefined): Generator<Row> {
    const { partitionKey, partitionFrom, partitionBelow, rowFrom, rowBelow, fits } = compileFilter(filter);
    const start = from?.split('\n');
    const all =
      partitionKey === undefined
        ? [...partitions.keys()]
            .filter((key) => key >= partitionFrom && (partitionBelow === undefined || key < partitionBelow))
            .sort()
        : [partitionKey];
    for (const key of all) {
      if (start && key < (start[0] ?? '')) continue;
      const { keys, rows } = inOrder(partitions.get(key) ?? emptyPartition());
      const first = start?.[0] === key ? (start[1] ?? '') : '';
      for (let at = position(keys, first > rowFrom ? first : rowFrom); at < keys.length; at += 1) {
        const row = rows.get(keys[at] ?? '');
        if (rowBelow !== undefined && (keys[at] ?? '') >= rowBelow) break;
        if (row && fits(row)) yield row;
      }
    }
  }
  const readPage = (filter: string, { maxPageSize = 1000, continuationToken }: PageSettings) => {
    const page: Row[] & { continuationToken?: string } = [];
    for (const row of matching(filter, continuationToken)) {
      if (page.length >= Math.min(maxPageSize, 1000)) {
        page.continuationToken = `${row.partitionKey}\n${row.rowKey}`;
        break;
      }
      page.push({ ...row });
    }
    return page;
  };
  async function* pages(filter: string, settings: PageSettings) {
    let continuationToken = settings.continuationToken;
    do {
      const from = continuationToken === undefined ? {} : { continuationToken };
      const page = await call('query', () => readPage(filter, { ...settings, ...from }));
      yield page;
      ({ continuationToken } = page);
    } while (continuationToken !== undefined);
  }

  const client = {
    createEntity: (entity: Entity) => one('create', ['create', entity]),
    updateEntity: (entity: Entity, mode: 'Merge', options?: { etag: string }) =>
      one('update', ['update', entity, mode, options ?? {}]),
    upsertEntity: (entity: Entity, mode: 'Merge') => one('upsert', ['upsert', entity, mode]),
    deleteEntity: (partitionKey: string, rowKey: string, options?: { etag: string }) =>
      one('delete', ['delete', { partitionKey, rowKey }, options] as unknown as TransactionAction),
    getEntity: (partitionKey: string, rowKey: string, { onResponse }: ReadOptions = {}) =>
      call('get', () => {
        const row = find({ partitionKey, rowKey });
        onResponse?.({ headers: { get: () => now?.().toUTCString() } });
        if (!row) throw refusal(404, 'ResourceNotFound');
        return { ...row };
      }),
    submitTransaction: (actions: TransactionAction[]) =>
      call('transaction', () => ({ subResponses: transact(actions) })),
    listEntities: ({ queryOptions = {} }: { queryOptions?: { filter?: string } } = {}) => {
      const { filter = '' } = queryOptions;
      return {
        byPage: (settings: PageSettings = {}) => pages(filter, settings),
        async *[Symbol.asyncIterator]() {
          for await (const page of pages(filter, {})) yield* page;
        },
      };
    },
  };
  return {
    client: client as unknown as TableClient,
    transactions: () => transactions,
    rows: () => [...matching('', undefined)],
  };
}

function emptyPartition(): Partition {
  return { keys: [], added: new Set(), gone: 0, rows: new Map() };
}

/** Sorting only when somebody reads keeps a partition of a million rows quick to fill. */
function inOrder(partition: Partition): Partition {
  const { keys, added, rows } = partition;
  if (added.size === 0 && partition.gone === 0) return partition;
  const news = [...added].sort();
  const merged: string[] = [];
  let next = 0;
  for (const key of keys) {
    while (next < news.length && (news[next] ?? '') < key) merged.push(news[next++] ?? '');
    // A key that went and came again is among the new ones, too.
    if (rows.has(key) && !added.has(key)) merged.push(key);
  }
  partition.keys = merged.concat(news.slice(next));
  partition.gone = 0;
  added.clear();
  return partition;
}

function position(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function refusal(statusCode: number, code: string): RestError {
  return new RestError(code, { statusCode, code });
}
