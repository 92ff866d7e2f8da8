import { isDeepStrictEqual } from 'node:util';
import type { TransactionAction } from '@azure/data-tables';
import { digestOf } from '../../../domain/customers/attestationId.ts';
import { AgreementError } from '../../../domain/errors.ts';
import type { Change } from '../../../workflows/ports/recordPorts.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import type { AtRest } from '../kit/atRest.ts';
import type { Tables } from '../kit/storageClients.ts';
import { idsNamedIn, sealId } from './attestationIds.ts';
import { commitWindowMs, oldKeyAt, settle, watchText, type DueEntity } from './dueRows.ts';
import { dueKeyOf, dueShardOf, listedOf, commitIdOf, rowKeys, type CommitId } from '../kit/keys.ts';
import { listing, type Listings } from './listings.ts';
import { addNames, namedOf, namingText, readNaming, removeNames } from './names.ts';
import { isConflict, ignoreConflict, undefinedIfMissing } from '../kit/storageFailure.ts';
import { addActivity, removeActivity } from '../activity/activityRows.ts';
import { addSorted, removeSorted } from './sortedRows.ts';
import { tokenOf } from './storedRecord.ts';

export type CommitNeeds = {
  readonly tables: Tables;
  readonly listings: Listings;
  readonly clock: Clock;
  readonly atRest: AtRest;
  /** A short random text, so that two attempts never share a mark: letters and digits. */
  newId(this: void): string;
};

/** One attempt to store a change; its due row names all that belongs to it. */
export type Attempt = { readonly change: Change; readonly dueRow: DueEntity & { readonly finalKey: string } };

/** When the sweep does what a crash left undone of a commit that is stored; by far the most are through by then. */
const settleAfterMs = 60_000;

/** Slower than this, the sweep might soon take the attempt for one that crashed. */
const slowestPreparationMs = commitWindowMs / 3;

/**
 * Stores a change so that a crash at any point leaves a record with its listings and its due row. First the
 * due row, which notes all the rest; then the listings, by status and by name; then record, events, mail and receipt in one
 * transaction; then what has become old goes. The due row leads the sweep to whatever a crash leaves over.
 */
export function createCommit(needs: CommitNeeds): (change: Change) => Promise<'committed' | 'conflict'> {
  return async (change) => {
    const attempt = plan(needs, change);
    const { dueRow } = attempt;
    // Without an answer the old row is found step by step.
    const lookedUp = oldKeyAt(needs, dueRow, needs.clock.now()).catch(() => undefined);
    const [oldKey] = await Promise.all([lookedUp, prepare(needs, attempt)]);
    const outcome = await store(needs, attempt);
    const settled = { ...dueRow, ...(oldKey !== undefined && { oldKey }) };
    const tidy =
      outcome === 'committed'
        ? Promise.all([settle(needs, settled), removeOldOrder(needs, change)])
        : withdraw(needs, attempt);
    // The outcome stands whether or not this works: what fails here is left to the sweep.
    await tidy.catch(() => undefined);
    return outcome;
  };
}

export function plan({ clock, newId }: Pick<CommitNeeds, 'clock' | 'newId'>, change: Change): Attempt {
  const { before, after, dueAt } = change;
  const { customerTenantId, version, status } = after;
  const old = before && tokenOf(before);
  const mark = commitIdOf(version, newId());
  const keepsListing = before && isDeepStrictEqual(listing(before.record), listing(after));
  const now = clock.now();
  // A move or the next commit takes the final row away without a look, so what is left to do stands in another one.
  const latestMs = before ? dueAt.getTime() - 1 : dueAt.getTime();
  const settleAt = new Date(Math.min(latestMs, now.getTime() + settleAfterMs));
  const dueRow = {
    partitionKey: dueShardOf(customerTenantId),
    rowKey: dueKeyOf(settleAt, customerTenantId, mark),
    mark,
    listed: old && keepsListing ? old.listed : listedOf(status, mark),
    writtenAt: now,
    watch: watchText(after),
    finalKey: dueKeyOf(dueAt, customerTenantId, mark),
    ...noteNaming(change, mark),
    ...(old && {
      oldKey: old.dueKey,
      oldListed: old.listed,
      ...(old.firstKey !== undefined && { oldFirstKey: old.firstKey }),
    }),
  };
  return { change, dueRow };
}

/** What the rows in `ByName` were and will be, where they change at all. */
function noteNaming({ before, after }: Change, mark: CommitId): Pick<DueEntity, 'naming' | 'oldNaming'> {
  const named = namedOf(after);
  const naming = namingText({ ...named, mark });
  if (!before || !tokenOf(before).named) return { naming };
  const old = namedOf(before.record);
  if (isDeepStrictEqual(old, named)) return {};
  return { naming, oldNaming: namingText({ ...old, mark: tokenOf(before).named }) };
}

/** Due row, then listing: never the other way round, since nothing else leads to a listing. */
export async function prepare(
  { tables, listings, clock }: CommitNeeds,
  { change, dueRow }: Attempt,
): Promise<void> {
  // The mark makes the row ours alone: one that exists is an earlier try whose reply was lost.
  await ignoreConflict(tables.due.createEntity(dueRow));
  const naming = readNaming(dueRow.naming);
  await Promise.all([
    dueRow.listed === dueRow.oldListed ? undefined : listings.add(change.after, dueRow.listed),
    naming && addNames(tables.byName, change.after.customerTenantId, naming),
    addSorted(tables.sorted, change.after),
    addActivity(tables.activity, change, dueRow.mark),
  ]);
  if (clock.now().getTime() - dueRow.writtenAt.getTime() > slowestPreparationMs) {
    throw new AgreementError('STORAGE_UNAVAILABLE', 'Storage was too slow. Try again.');
  }
}

/** Stores record, events, mail and receipt: all, or nothing. */
export async function store(
  { tables: { customers }, atRest }: Pick<CommitNeeds, 'tables' | 'atRest'>,
  attempt: Attempt,
): Promise<'committed' | 'conflict'> {
  try {
    await customers.submitTransaction(rowsOf(attempt, atRest));
    return 'committed';
  } catch (failure) {
    // An earlier try may have got through and lost its reply; only what is stored now can tell.
    const { after, events, receipt } = attempt.change;
    const key = events.length > 0 || !receipt ? rowKeys.event(after.version) : rowKeys.receipt(receipt.id);
    const row = await undefinedIfMissing(customers.getEntity<{ mark: string }>(after.customerTenantId, key));
    if (row?.mark === attempt.dueRow.mark) return 'committed';
    if (row || isConflict(failure)) return 'conflict';
    throw failure;
  }
}

/** Ids of attestations are encrypted beside the record; one that it names no longer goes. */
function secretColumns({ before, after, attestationId }: Change, json: string, atRest: AtRest) {
  const { customerTenantId } = after;
  const { attestationIds = {}, plainId, hidesIds = true } = before ? tokenOf(before) : {};
  const added = [plainId?.id, attestationId].filter((id) => id !== undefined);
  const sealed = added.map((id) => [digestOf(id), sealId(atRest, customerTenantId, id)]);
  const ids = idsNamedIn(json, { ...attestationIds, ...Object.fromEntries(sealed) });
  return { hidesIds, ...(ids && { attestationIds: ids }) };
}

function rowsOf({ change, dueRow }: Attempt, atRest: AtRest): TransactionAction[] {
  const { before, after, events, mails, receipt } = change;
  const { mark, listed, naming, finalKey, rowKey: firstKey } = dueRow;
  const partitionKey = after.customerTenantId;
  const { status, version } = after;
  const json = JSON.stringify(after);
  const record = {
    ...{ partitionKey, rowKey: rowKeys.record, json, ...secretColumns(change, json, atRest) },
    ...{ status, version, mark, listed, dueKey: finalKey, firstKey },
    named: naming === undefined && before ? tokenOf(before).named : mark,
  };
  const rows: TransactionAction[] = [
    before ? ['update', record, 'Replace', { etag: tokenOf(before).etag }] : ['create', record],
  ];
  for (const event of events) {
    const { hash, previousHash } = event;
    const columns = { type: event.what.type, mark, hash, previousHash };
    const rowKey = rowKeys.event(event.version);
    rows.push(['create', { partitionKey, rowKey, json: JSON.stringify(event), ...columns }]);
  }
  if (receipt) {
    const place = { partitionKey, rowKey: rowKeys.receipt(receipt.id) };
    rows.push(['create', { ...atRest.receiptRow(place, receipt), mark }]);
  }
  for (const mail of mails) {
    const place = { partitionKey, rowKey: rowKeys.mail(mail.operationId) };
    rows.push(['create', { ...atRest.mailRow(place, mail), mark }]);
  }
  return rows;
}

/** Removes what a late attempt wrote. The rows carry the attempt's mark, so no other attempt owns them. */
async function withdraw({ tables, listings }: CommitNeeds, { change, dueRow }: Attempt): Promise<void> {
  const { partitionKey, rowKey, listed, oldListed, mark } = dueRow;
  const { customerTenantId } = change.after;
  const naming = readNaming(dueRow.naming);
  if (listed !== oldListed) await listings.remove(customerTenantId, listed);
  if (naming) await removeNames(tables.byName, customerTenantId, naming);
  await removeActivity(tables.activity, change, mark);
  await ignoreConflict(tables.due.deleteEntity(partitionKey, rowKey));
}

/** Rows of the version before. Lists pass over what a crash leaves, and take it away. */
async function removeOldOrder(
  { tables }: Pick<CommitNeeds, 'tables'>,
  { before, after }: Change,
): Promise<void> {
  if (before && before.record.version < after.version) await removeSorted(tables.sorted, before.record);
}
