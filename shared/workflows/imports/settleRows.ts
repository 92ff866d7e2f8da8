import type { CustomerImport, SettledRow } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import { refusalFor, unreadableRow, unsettledRow } from '../../domain/imports/refuseRow.ts';
import type { RowWish, WaitingRow } from '../ports/importPorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { createSharedWork } from '../../concurrency/shareWork.ts';
import { carryOutRow, withdrawRow } from './carryOutRow.ts';
import { customerOf, knownCustomerOf, type JudgeImportNeeds } from './judgeImport.ts';
import type { Needs } from '../ports/ports.ts';

export type SettleRowsNeeds = JudgeImportNeeds & Pick<Needs, 'imports'>;

/** A commit is a handful of requests, and others want storage, too. */
const concurrency = 8;
/** A day: what has not passed by then is told, so that the import ends and what it holds of people goes. */
const giveUpMs = 24 * 60 * 60_000;

type Known = { readonly row: WaitingRow; readonly wish: RowWish; readonly customerTenantId: string };
type Found = Known | { readonly row: WaitingRow; readonly failure: unknown };

/**
 * Carries rows out, or withdraws them where the import is stopped. A row that fails in a way that may pass is reported
 * and left out, and holds up no other; once the import is stopped, no further row begins.
 */
export async function settleRows(
  needs: SettleRowsNeeds,
  { file, rows }: { readonly file: CustomerImport; readonly rows: readonly WaitingRow[] },
  report: (failure: unknown) => void,
): Promise<SettledRow[]> {
  const settled: SettledRow[] = [];
  const share = createSharedWork<boolean>();
  const isStopped = () => share(file.id, () => isStoppedNow(needs, file));
  const groups = new Map<string, Found[]>();
  for (const found of await inParallel(rows, concurrency, (row) => findCustomer(needs, file, row))) {
    const key = 'failure' in found ? `row ${String(found.row.row)}` : found.customerTenantId;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  // Rows of one customer in their order, so that the first is the one that counts.
  await inParallel([...groups.values()], concurrency, async (group) => {
    for (const found of group) {
      if (await isStopped()) return;
      const outcome = await settleRow(needs, file, found).catch(report);
      const customerTenantId = 'failure' in found ? found.row.customerTenantId : found.customerTenantId;
      if (outcome) settled.push({ row: found.row.row, customerTenantId, outcome });
    }
  });
  return settled;
}

/** Rows that begin at the same time share one read. Where storage does not answer, the row says so itself. */
async function isStoppedNow({ imports }: SettleRowsNeeds, { id, state }: CustomerImport): Promise<boolean> {
  if (state === 'cancelling') return false;
  const stored = await imports.find(id).catch(() => undefined);
  return stored?.file.state === 'cancelling';
}

async function findCustomer(
  needs: SettleRowsNeeds,
  { state }: CustomerImport,
  row: WaitingRow,
): Promise<Found> {
  try {
    const { wish } = row;
    if (!wish) return { row, failure: null };
    const find = state === 'cancelling' ? knownCustomerOf : customerOf;
    return { row, wish, customerTenantId: await find(needs, { ...row, wish }) };
  } catch (failure) {
    return { row, failure };
  }
}

/** @throws what may pass */
async function settleRow(
  needs: SettleRowsNeeds,
  file: CustomerImport,
  found: Found,
): Promise<SettledRow['outcome']> {
  if (!found.row.wish) return unreadableRow();
  try {
    if ('failure' in found) throw found.failure;
    const end = file.state === 'cancelling' ? withdrawRow : carryOutRow;
    return await end(needs, file, { ...found, row: found.row.row });
  } catch (failure) {
    const refusal = refusalFor(failure, found.row.row, file.action);
    if (refusal && 'failure' in found && file.state === 'cancelling') return { kind: 'cancelled' };
    if (refusal) return refusal;
    if (needs.clock.now().getTime() - file.createdAt.getTime() < giveUpMs) throw failure;
    return unsettledRow(failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR');
  }
}
