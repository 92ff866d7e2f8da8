import type { TableClient } from '@azure/data-tables';
import { trendsOf, type TrendKind } from '../../../domain/activity/trend.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { ActivityEntry } from '../../../workflows/ports/activityPorts.ts';
import type { Change } from '../../../workflows/ports/recordPorts.ts';
import type { CommitId } from '../kit/keys.ts';
import { ignoreConflict } from '../kit/storageFailure.ts';

/** A row per step, newest first in every partition; the newest month is the first partition. No row holds a person. */
export type ActivityRow = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly customerTenantId: string;
  readonly resellerTenantId: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly hash: string;
  readonly types: string;
  readonly actors: string;
  readonly trends: string;
};

const latestMs = 9_999_999_999_999;
const latestMonth = 999_999;
/** Sorts behind all months. */
export const behindMonths = 'm}';

export function monthPartition(at: Date): string {
  const month = at.getUTCFullYear() * 100 + at.getUTCMonth() + 1;
  return `m|${String(latestMonth - month)}`;
}

/** Row keys of this instant begin with it. */
export function instantKey(at: Date): string {
  return String(latestMs - at.getTime()).padStart(13, '0');
}

function instantOf(rowKey: string): Date {
  return new Date(latestMs - Number(rowKey.slice(0, 13)));
}

/** Written before the step is stored, so that none is missing; the history says whether it was stored. */
export async function addActivity(activity: TableClient, change: Change, mark: CommitId): Promise<void> {
  const row = activityRow(stepOf(change), mark);
  if (row) await ignoreConflict(activity.createEntity(row));
}

export async function removeActivity(activity: TableClient, change: Change, mark: CommitId): Promise<void> {
  const row = activityRow(stepOf(change), mark);
  if (row) await ignoreConflict(activity.deleteEntity(row.partitionKey, row.rowKey));
}

/** A step of a customer: what its record was and became, and the events that say so. */
export type Step = Pick<Change, 'after' | 'events'> & { readonly before: AgreementRecord | undefined };

function stepOf({ before, after, events }: Change): Step {
  return { before: before?.record, after, events };
}

/** The row of a step as it has to be; undefined for a step without events. */
export function activityRow({ before, after, events }: Step, mark: CommitId): ActivityRow | undefined {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return undefined;
  const { customerTenantId, resellerTenantId } = after;
  return {
    partitionKey: monthPartition(last.at),
    rowKey: `${instantKey(last.at)}|${customerTenantId}|${mark}`,
    ...{ customerTenantId, resellerTenantId: resellerTenantId ?? '' },
    ...{ firstVersion: first.version, lastVersion: last.version, hash: last.hash },
    types: distinct(events.map(({ what }) => what.type)),
    actors: distinct(events.map(({ by }) => nameOf(by))),
    trends: trendsOf(before, after, events).join(' '),
  };
}

export function nameOf(actor: Actor): string {
  return actor.kind === 'agent' ? actor.id : actor.kind;
}

export function entryOf(row: ActivityRow): ActivityEntry {
  const { partitionKey, rowKey, resellerTenantId, types, actors, trends, ...same } = row;
  return {
    position: `${partitionKey} ${rowKey}`,
    at: instantOf(rowKey),
    customerTenantId: same.customerTenantId,
    resellerTenantId: resellerTenantId || null,
    ...{ firstVersion: same.firstVersion, lastVersion: same.lastVersion, hash: same.hash },
    ...{ types: words(types), actors: words(actors), trends: words(trends) as TrendKind[] },
  };
}

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(' ');
const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
