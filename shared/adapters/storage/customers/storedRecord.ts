import { digestOf, type AttestationId } from '../../../domain/customers/attestationId.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { Current, Stored } from '../../../workflows/ports/recordPorts.ts';
import type { TableClient } from '@azure/data-tables';
import type { Tables } from '../kit/storageClients.ts';
import { fromJson } from '../kit/json.ts';
import { dueShardOf, movedKeyOf, parseDueKey, rowKeys, type Listed, type CommitId } from '../kit/keys.ts';
import { undefinedIfMissing } from '../kit/storageFailure.ts';
import { withoutId, type SealedIds } from './attestationIds.ts';

/** What the adapters know of a record beyond its content: the `token` of a `Current`. */
export type RecordToken = {
  readonly etag: string;
  /** The commit that wrote the record. */
  readonly mark: CommitId;
  readonly listed: Listed;
  /** The commit that wrote its rows in `ByName`; empty for a record that was stored before there were any. */
  readonly named: CommitId;
  /** The row in `Due` that speaks for the record, unless it has moved since. */
  readonly dueKey: string;
  /** Where that row was before the commit had settled. */
  readonly firstKey: string | undefined;
  readonly attestationIds: SealedIds;
  /** Of the record's attestation, where it was stored in the open. */
  readonly plainId: { readonly digest: string; readonly id: AttestationId } | undefined;
  /** Whether neither the record nor its events hold such an id. */
  readonly hidesIds: boolean;
};

/** The `token` of a `Stored`: its `dueKey` is where the row is now. */
export type StoredToken = RecordToken & {
  /** Null before the first move of any version of the record. */
  readonly moved: Moved | null;
};

/** Where the due row went since the commit `mark`. */
export type Moved = {
  readonly etag: string;
  readonly mark: CommitId;
  readonly dueKey: string;
  readonly lastCheckedAt: Date | null;
};

type RecordRow = {
  json: string;
  mark: CommitId;
  listed: Listed;
  named?: CommitId;
  dueKey: string;
  firstKey?: string;
  attestationIds?: string;
  hidesIds?: boolean;
  etag: string;
};
type MovedRow = { mark: CommitId; dueKey: string; lastCheckedAt?: Date; etag: string };

/** The record without its due row's whereabouts, which a change needs only where the row has moved. */
export async function readCurrent(
  customers: TableClient,
  customerTenantId: string,
): Promise<(Current & { readonly token: RecordToken }) | undefined> {
  const row = await undefinedIfMissing(customers.getEntity<RecordRow>(customerTenantId, rowKeys.record));
  if (!row) return undefined;
  const { etag, mark, listed, named = '', dueKey, firstKey } = row;
  const { record, plainId } = readRecord(row.json);
  const hidesIds = row.hidesIds ?? record.attestation === null;
  const attestationIds = JSON.parse(row.attestationIds ?? '{}') as SealedIds;
  return {
    record,
    token: { etag, mark, listed, named, dueKey, firstKey, attestationIds, plainId, hidesIds },
  };
}

function readRecord(json: string): { readonly record: AgreementRecord } & Pick<RecordToken, 'plainId'> {
  const record = fromJson(json) as AgreementRecord;
  if (!record.attestation) return { record, plainId: undefined };
  const { part, id } = withoutId(record.attestation);
  const attestation = { ...part, attestationDigest: part.attestationDigest ?? null };
  const plainId = id === undefined ? undefined : { digest: digestOf(id), id };
  return { record: { ...record, attestation }, plainId };
}

export async function readStored(
  { customers, due }: Pick<Tables, 'customers' | 'due'>,
  customerTenantId: string,
): Promise<Stored | undefined> {
  const [current, moved] = await Promise.all([
    readCurrent(customers, customerTenantId),
    undefinedIfMissing(due.getEntity<MovedRow>(dueShardOf(customerTenantId), movedKeyOf(customerTenantId))),
  ]);
  if (!current) return undefined;
  const { record, token } = current;
  const dueKey = moved?.mark === token.mark ? moved.dueKey : token.dueKey;
  const stored: StoredToken = { ...token, dueKey, moved: moved ? toMoved(moved) : null };
  return { record, dueAt: parseDueKey(dueKey).dueAt, token: stored };
}

export function tokenOf({ token }: Current): RecordToken {
  return token as RecordToken;
}

export function storedTokenOf({ token }: Stored): StoredToken {
  return token as StoredToken;
}

/** Of the newest look, whether it brought news or not. */
export function lastCheckedAt(stored: Stored): Date | null {
  const { moved } = storedTokenOf(stored);
  const { checkedAt } = stored.record;
  const later = moved?.lastCheckedAt && (!checkedAt || moved.lastCheckedAt > checkedAt);
  return later ? moved.lastCheckedAt : checkedAt;
}

function toMoved({ etag, mark, dueKey, lastCheckedAt }: MovedRow): Moved {
  return { etag, mark, dueKey, lastCheckedAt: lastCheckedAt ?? null };
}
