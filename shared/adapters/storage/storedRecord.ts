import type { AgreementRecord } from '../../domain/record.ts';
import type { Stored } from '../../workflows/ports.ts';
import type { Tables } from './connection.ts';
import { fromJson } from './json.ts';
import { movedKeyOf, parseDueKey, rowKeys, shardOf, type Listed, type Mark } from './keys.ts';
import { orMissing } from './storageFailure.ts';

/** What the adapters know of a record beyond its content: the `token` of a `Stored`. */
export type RecordToken = {
  readonly etag: string;
  /** The commit that wrote the record. */
  readonly mark: Mark;
  readonly listed: Listed;
  /** The commit that wrote its rows in `ByName`; empty for a record that was stored before there were any. */
  readonly named: Mark;
  /** The row in `Due` that speaks for the record. */
  readonly dueKey: string;
  /** Where that row was before the commit had settled. */
  readonly firstKey: string | undefined;
  /** Null before the first move of any version of the record. */
  readonly moved: Moved | null;
};

/** Where the due row went since the commit `mark`. */
export type Moved = {
  readonly etag: string;
  readonly mark: Mark;
  readonly dueKey: string;
  readonly lastCheckedAt: Date | null;
};

type RecordRow = {
  json: string;
  mark: Mark;
  listed: Listed;
  named?: Mark;
  dueKey: string;
  firstKey?: string;
  etag: string;
};
type MovedRow = { mark: Mark; dueKey: string; lastCheckedAt?: Date; etag: string };

export async function readStored(
  { customers, due }: Pick<Tables, 'customers' | 'due'>,
  customerTenantId: string,
): Promise<Stored | undefined> {
  const [row, moved] = await Promise.all([
    orMissing(customers.getEntity<RecordRow>(customerTenantId, rowKeys.record)),
    orMissing(due.getEntity<MovedRow>(shardOf(customerTenantId), movedKeyOf(customerTenantId))),
  ]);
  if (!row) return undefined;
  const { etag, mark, listed, named = '', firstKey } = row;
  const dueKey = moved?.mark === mark ? moved.dueKey : row.dueKey;
  const token: RecordToken = {
    ...{ etag, mark, listed, named, dueKey, firstKey },
    moved: moved ? toMoved(moved) : null,
  };
  return { record: fromJson(row.json) as AgreementRecord, dueAt: parseDueKey(dueKey).dueAt, token };
}

export function tokenOf({ token }: Stored): RecordToken {
  return token as RecordToken;
}

function toMoved({ etag, mark, dueKey, lastCheckedAt }: MovedRow): Moved {
  return { etag, mark, dueKey, lastCheckedAt: lastCheckedAt ?? null };
}
