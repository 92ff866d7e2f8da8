import { odata, type TransactionAction } from '@azure/data-tables';
import { isFollowed, type Prospect } from '../../domain/prospects/prospect.ts';
import type { ProspectEvent } from '../../domain/prospects/prospectEvents.ts';
import type { ProspectChange, Prospects, StoredProspect } from '../../workflows/ports/prospectPorts.ts';
import type { AtRest } from './kit/atRest.ts';
import type { Tables } from './kit/storageClients.ts';
import { firstRows } from './kit/firstRows.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { fromJson } from './kit/json.ts';
import { readEvent } from './customers/storedEvent.ts';
import { isConflict, undefinedIfMissing, storageCall } from './kit/storageFailure.ts';

/** All in one: a prospect, its history, its due row and its places in lists change in one transaction. */
const partitionKey = 'prospects';
const keys = {
  prospect: (id: string) => `rec|${id}`,
  event: (id: string, version: number) => `evt|${id}|${String(version).padStart(10, '0')}`,
  mail: (id: string, operationId: string) => `mail|${id}|${operationId}`,
  receipt: (id: string) => `key|${id}`,
  followed: (id: string) => `open|${id}`,
  due: (id: string, dueAt: Date) => `due|${dueAt.toISOString()}|${id}`,
  /** The newest sort first. */
  listed: ({ id, createdAt }: Prospect) =>
    `list|${String(9_999_999_999_999 - createdAt.getTime()).padStart(13, '0')}|${id}`,
};

type Row = { readonly json: string; readonly dueKey: string; readonly etag: string };
type Token = { readonly etag: string; readonly dueKey: string };
type ListRow = { readonly rowKey: string };

const readsAtOnce = 50;

/** Relationship invitations in a table of their own, see decision 0009. */
export function createProspects({ prospects: table }: Pick<Tables, 'prospects'>, atRest: AtRest): Prospects {
  const read = async (id: string): Promise<StoredProspect | undefined> => {
    const row = await undefinedIfMissing(table.getEntity<Row>(partitionKey, keys.prospect(id)));
    const token: Token | undefined = row && { etag: row.etag, dueKey: row.dueKey };
    return row && { prospect: fromJson(row.json) as Prospect, token };
  };
  const rows = <T extends object>(from: string, below: string) => {
    const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${below}`;
    return table.listEntities<T>({ queryOptions: { filter } });
  };
  return {
    find: (id) => storageCall(() => read(id)),
    commit: (change) =>
      storageCall(async () => {
        const json = JSON.stringify(change.after);
        try {
          await table.submitTransaction(actionsOf(change, json, atRest));
          return 'committed';
        } catch (failure) {
          if (!isConflict(failure)) throw failure;
          // It may have been this very call, whose reply was lost.
          const stored = await undefinedIfMissing(
            table.getEntity<Row>(partitionKey, keys.prospect(change.after.id)),
          );
          return stored?.json === json ? 'committed' : 'conflict';
        }
      }),
    move: (stored, dueAt) =>
      storageCall(async () => {
        const { id } = stored.prospect;
        const { etag, dueKey: oldKey } = tokenOf(stored);
        const dueKey = keys.due(id, dueAt);
        if (dueKey === oldKey) return;
        const row = { partitionKey, rowKey: keys.prospect(id), dueKey };
        try {
          await table.submitTransaction([['update', row, 'Merge', { etag }], ...dueChange(oldKey, dueKey)]);
        } catch (failure) {
          if (!isConflict(failure)) throw failure;
        }
      }),
    receipt: (id) => storageCall(() => atRest.readReceipt(table, { partitionKey, rowKey: keys.receipt(id) })),
    mail: (id, operationId) =>
      storageCall(() => atRest.readMail(table, { partitionKey, rowKey: keys.mail(id, operationId) })),
    history: (id) =>
      storageCall(async () => {
        const events: ProspectEvent[] = [];
        for await (const { json } of rows<{ json: string }>(`evt|${id}|`, `evt|${id}}`)) {
          const event = readEvent<ProspectEvent>(json);
          if (event) events.push(event);
        }
        return events;
      }),
    due: (now, limit) =>
      storageCall(async () => {
        const below = `due|${now.toISOString()}}`;
        const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${'due|'} and RowKey lt ${below}`;
        const found = await firstRows<ListRow>(table, filter, limit);
        return found.rows.map(({ rowKey }) => rowKey.split('|')[2] ?? '');
      }),
    followed: () =>
      storageCall(async () => {
        const found: Prospect[] = [];
        for await (const { json } of rows<{ json: string }>('open|', 'open}')) {
          found.push(fromJson(json) as Prospect);
        }
        return found;
      }),
    page: ({ resellerTenantId }, size, position) =>
      storageCall(async () => {
        const behind = position ?? 'list|';
        const place = odata`PartitionKey eq ${partitionKey} and RowKey gt ${behind} and RowKey lt ${'list}'}`;
        const own = resellerTenantId === null ? '' : odata` and resellerTenantId eq ${resellerTenantId}`;
        const { rows: listed, isEnd } = await firstRows<ListRow>(table, place + own, size);
        const found = await inParallel(listed, readsAtOnce, async ({ rowKey }) => {
          const stored = await read(rowKey.split('|')[2] ?? '');
          return stored?.prospect;
        });
        const last = listed.at(-1);
        return {
          prospects: found.filter((one) => one !== undefined),
          position: isEnd || !last ? null : last.rowKey,
        };
      }),
  };
}

function actionsOf(
  { before, after, events, dueAt, mail, receipt }: ProspectChange,
  json: string,
  atRest: AtRest,
): TransactionAction[] {
  const { id, resellerTenantId } = after;
  const row = (rowKey: string) => ({ partitionKey, rowKey });
  const dueKey = dueAt ? keys.due(id, dueAt) : '';
  const prospect = { ...row(keys.prospect(id)), json, dueKey };
  const token = before && tokenOf(before);
  const actions: TransactionAction[] = token
    ? [['update', prospect, 'Replace', { etag: token.etag }]]
    : [
        ['create', prospect],
        ['create', { ...row(keys.listed(after)), resellerTenantId: resellerTenantId ?? '' }],
      ];
  actions.push(...dueChange(token?.dueKey ?? '', dueKey));
  for (const event of events) {
    actions.push(['create', { ...row(keys.event(id, event.version)), json: JSON.stringify(event) }]);
  }
  if (mail) actions.push(['create', atRest.mailRow(row(keys.mail(id, mail.operationId)), mail)]);
  if (receipt) actions.push(['create', atRest.receiptRow(row(keys.receipt(receipt.id)), receipt)]);
  if (isFollowed(after)) actions.push(['upsert', { ...row(keys.followed(id)), json }, 'Replace']);
  else if (before && isFollowed(before.prospect)) actions.push(['delete', row(keys.followed(id))]);
  return actions;
}

function dueChange(oldKey: string, newKey: string): TransactionAction[] {
  if (oldKey === newKey) return [];
  return [
    ...(oldKey === '' ? [] : [['delete', { partitionKey, rowKey: oldKey }] satisfies TransactionAction]),
    ...(newKey === '' ? [] : [['create', { partitionKey, rowKey: newKey }] satisfies TransactionAction]),
  ];
}

function tokenOf({ token }: StoredProspect): Token {
  return token as Token;
}
