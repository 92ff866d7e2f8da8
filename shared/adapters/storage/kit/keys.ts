import { createHash } from 'node:crypto';

/** Row keys within a customer's partition. */
export const rowKeys = {
  record: 'rec',
  event: (version: number) => `evt|${padded(version)}`,
  /** Hashed, since it may hold characters that a key must not. */
  receipt: (id: string) => `op|receipt|${sha256(id)}`,
  mail: (operationId: string) => `op|mail|${operationId}`,
} as const;

/** Sixteen partitions per status keep any one of them far from its limit (2,000 entities/s, documented). */
export const shards: readonly string[] = [...'0123456789abcdef'];

export function shardOf(customerTenantId: string): string {
  return sha256(customerTenantId).slice(0, 1);
}

/** Fewer in `Due`: each costs a sweep a query and a transaction that is not full, however little is due. */
export const dueShards: readonly string[] = ['0', '1'];

export function dueShardOf(customerTenantId: string): string {
  return Number.parseInt(shardOf(customerTenantId), 16) % 2 === 0 ? '0' : '1';
}

/**
 * Names one attempt to commit: the version it leads to and a random part. Rows that an attempt writes
 * carry its mark, so no two attempts share a row, and an attempt can remove its own without harm.
 */
export type CommitId = string;

export function commitIdOf(version: number, attemptId: string): CommitId {
  return `${padded(version)}.${attemptId}`;
}

/** Sorts behind every mark, and so behind all rows that a customer has in one place of an index. */
export const afterCommitIds = '~';

export function versionOf(mark: CommitId): number {
  return Number.parseInt(mark, 10);
}

/** Row key in `Due`. ISO instants sort by time. */
export function dueKeyOf(dueAt: Date, customerTenantId: string, mark: CommitId): string {
  return `${dueAt.toISOString()}|${customerTenantId}|${mark}`;
}

export function parseDueKey(dueKey: string): { dueAt: Date; customerTenantId: string } {
  const [dueAt = '', customerTenantId = ''] = dueKey.split('|');
  return { dueAt: new Date(dueAt), customerTenantId };
}

/** The commit that the row speaks for, wherever it has moved. */
export function commitIdIn(dueKey: string): CommitId {
  return dueKey.split('|')[2] ?? '';
}

/** Row key in `Due` of what moved without a change of the record; sorts behind everything that is due. */
export function movedKeyOf(customerTenantId: string): string {
  return `at|${customerTenantId}`;
}

/** The row in `ByStatus` that lists a customer: `<status>|<mark of the commit that wrote it>`. */
export type Listed = string;

export function listedOf(status: string, mark: CommitId): Listed {
  return `${status}|${mark}`;
}

export function listingKeyOf(
  customerTenantId: string,
  listed: Listed,
): { partitionKey: string; rowKey: string } {
  const [status = '', mark = ''] = listed.split('|');
  return {
    partitionKey: listingPartition(status, shardOf(customerTenantId)),
    rowKey: `${customerTenantId}|${mark}`,
  };
}

export function listingPartition(status: string, shard: string): string {
  return `${status}|${shard}`;
}

function padded(version: number): string {
  return String(version).padStart(10, '0');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
