import { odata } from '@azure/data-tables';
import type { AuditShare, IsOutdated, Repair } from '../../../workflows/ports/auditPorts.ts';
import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import type { Tables } from '../kit/storageClients.ts';
import { auditActivity } from './auditActivity.ts';
import { areSorted } from './auditOrders.ts';
import { hideAttestationIds } from './hideAttestationIds.ts';
import { watchText } from '../customers/dueRows.ts';
import { firstRows } from '../kit/firstRows.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { dueShardOf, listingKeyOf, commitIdOf, parseDueKey, rowKeys, type CommitId } from '../kit/keys.ts';
import { addNames, nameKeysOf, namedOf, removeNames } from '../customers/names.ts';
import { addSorted, removeSorted } from '../customers/sortedRows.ts';
import { adopt, createSchedule, type FoundRow } from '../customers/schedule.ts';
import { isConflict, ignoreConflict, undefinedIfMissing } from '../kit/storageFailure.ts';
import { readStored, storedTokenOf, tokenOf } from '../customers/storedRecord.ts';

const recordsPerShare = 500;
const concurrency = 16;

/** Looks whether each record has its due row, its listing and its names, and makes again what is missing. */
export async function auditRecords(
  needs: CommitNeeds,
  position: string | null,
  isOutdated: IsOutdated,
): Promise<AuditShare> {
  const { customers } = needs.tables;
  const filter = odata`PartitionKey gt ${position ?? ''} and RowKey eq ${rowKeys.record}`;
  const { rows, isEnd } = await firstRows<{ partitionKey: string }>(customers, filter, recordsPerShare);
  const tenantIds = rows.map(({ partitionKey }) => partitionKey);
  const mended = await inParallel(tenantIds, concurrency, (tenantId) =>
    auditRecord(needs, tenantId, isOutdated),
  );
  const steps = await inParallel(tenantIds, concurrency, (tenantId) => auditActivity(needs, tenantId));
  return {
    position: isEnd ? null : (tenantIds.at(-1) ?? null),
    looked: rows.length + steps.reduce((sum, { looked }) => sum + looked, 0),
    mended: [
      ...mended.flat(),
      ...steps.flatMap(({ mended: count }) => Array.from({ length: count }, () => 'step' as const)),
    ],
  };
}

async function auditRecord(needs: CommitNeeds, tenantId: string, isOutdated: IsOutdated): Promise<Repair[]> {
  const stored = await readStored(needs.tables, tenantId);
  if (!stored) return [];
  const mended = await mendRecord(needs, stored);
  if (mended.length === 0) await hideAttestationIds(needs, stored);
  const now = needs.clock.now();
  // After a repair the row may be elsewhere: then it is the next audit's.
  if (mended.length === 0 && stored.dueAt > now && isOutdated(stored.record)) {
    await createSchedule(needs).move(stored, now);
  }
  return mended;
}

async function mendRecord(needs: CommitNeeds, stored: Stored): Promise<Repair[]> {
  const missing = await missingOf(needs.tables, stored);
  if (missing.length === 0) return [];
  // Had it been a commit or a move that took the rows away, the record or its note would be another one now.
  if (!(await isUnchanged(needs.tables, stored))) return [];
  const mended: Repair[] = [];
  for (const what of missing) if (await mend[what](needs, stored)) mended.push(what);
  return mended;
}

type Missing = 'dueRow' | 'listing' | 'names' | 'order';

async function missingOf(
  { due, byStatus, byName, sorted }: Tables,
  { record, token }: Stored,
): Promise<Missing[]> {
  const { customerTenantId } = record;
  const { dueKey, firstKey, listed, named } = tokenOf({ record, token });
  const isThere = async (table: Tables['due'], partitionKey: string, rowKey: string): Promise<boolean> => {
    const queryOptions = { select: ['RowKey'] };
    return (await undefinedIfMissing(table.getEntity(partitionKey, rowKey, { queryOptions }))) !== undefined;
  };
  const shard = dueShardOf(customerTenantId);
  const place = listingKeyOf(customerTenantId, listed);
  const nameKeys = nameKeysOf(customerTenantId, { ...namedOf(record), mark: named }).flat();
  // A commit may settle between two looks: without its first row, the final one is there.
  const hasDueRow = async (): Promise<boolean> => {
    for (const key of [dueKey, firstKey ?? dueKey, dueKey]) if (await isThere(due, shard, key)) return true;
    return false;
  };
  const [isDue, inOrder, isListed, ...areNamed] = await Promise.all([
    hasDueRow(),
    areSorted(sorted, record),
    isThere(byStatus, place.partitionKey, place.rowKey),
    ...nameKeys.map(({ partitionKey, rowKey }) => isThere(byName, partitionKey, rowKey)),
  ]);
  return [
    ...(isDue ? [] : (['dueRow'] as const)),
    ...(isListed ? [] : (['listing'] as const)),
    ...(areNamed.every(Boolean) ? [] : (['names'] as const)),
    ...(inOrder ? [] : (['order'] as const)),
  ];
}

const mend: Record<Missing, (needs: CommitNeeds, stored: Stored) => Promise<boolean>> = {
  async dueRow(needs, stored) {
    const { due } = needs.tables;
    const { mark, dueKey, listed } = tokenOf(stored);
    const { customerTenantId } = stored.record;
    const elsewhere = await dueRowOf(needs.tables, customerTenantId, mark);
    if (elsewhere) await adopt(needs, elsewhere, storedTokenOf(stored));
    else {
      const keys = { partitionKey: dueShardOf(customerTenantId), rowKey: dueKey };
      const watch = watchText(stored.record);
      await ignoreConflict(due.createEntity({ ...keys, mark, listed, writtenAt: needs.clock.now(), watch }));
    }
    return true;
  },
  async listing({ tables, listings }, stored) {
    const { customerTenantId } = stored.record;
    const { listed } = tokenOf(stored);
    await listings.add(stored.record, listed);
    const now = await readStored(tables, customerTenantId);
    if (now && tokenOf(now).listed !== listed) await listings.remove(customerTenantId, listed);
    return true;
  },
  async order({ tables }, { record }) {
    await addSorted(tables.sorted, record);
    const now = await readStored(tables, record.customerTenantId);
    if (now && now.record.version > record.version) await removeSorted(tables.sorted, record);
    return true;
  },
  async names(needs, stored) {
    const { customerTenantId, version } = stored.record;
    const { byName } = needs.tables;
    const { named } = tokenOf(stored);
    const naming = { ...namedOf(stored.record), mark: named || commitIdOf(version, needs.newId()) };
    await addNames(byName, customerTenantId, naming);
    if (!named) await nameRecord(needs.tables, stored, naming.mark);
    const now = await readStored(needs.tables, customerTenantId);
    if (now && tokenOf(now).named !== naming.mark) await removeNames(byName, customerTenantId, naming);
    return true;
  },
};

/** A record that was stored before there were names learns which rows are its own. */
async function nameRecord({ customers }: Tables, { record, token }: Stored, named: CommitId): Promise<void> {
  const keys = { partitionKey: record.customerTenantId, rowKey: rowKeys.record };
  const { etag } = tokenOf({ record, token });
  try {
    await customers.updateEntity({ ...keys, named }, 'Merge', { etag });
  } catch (failure) {
    // After a conflict the record needs no name: the other writer's change has set one.
    if (!isConflict(failure)) throw failure;
  }
}

/** Rows are in the order of time, so one customer's is found by looking through the shard: seldom wanted. */
async function dueRowOf({ due }: Tables, tenantId: string, mark: CommitId): Promise<FoundRow | undefined> {
  const filter = odata`PartitionKey eq ${dueShardOf(tenantId)} and RowKey lt ${'a'} and mark eq ${mark}`;
  for await (const row of due.listEntities<FoundRow>({ queryOptions: { filter } })) {
    if (parseDueKey(row.rowKey).customerTenantId === tenantId) return row;
  }
  return undefined;
}

async function isUnchanged(tables: Tables, stored: Stored): Promise<boolean> {
  const found = await readStored(tables, stored.record.customerTenantId);
  if (!found) return false;
  const [before, now] = [storedTokenOf(stored), storedTokenOf(found)];
  return now.etag === before.etag && now.moved?.etag === before.moved?.etag;
}
