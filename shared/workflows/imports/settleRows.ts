import { attestationIdOf } from '../../domain/customers/attestation.ts';
import type { CustomerImport, SettledRow } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import { invitationId, type AgreementRecord } from '../../domain/customers/record.ts';
import { refusalFor, unreadableRow, unsettledRow } from '../../domain/imports/refuseRow.ts';
import { attestCustomer } from '../attestations/attestCustomer.ts';
import type { RowWish, WaitingRow } from '../ports/importPorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { inviteCustomer } from '../invitations/inviteCustomer.ts';
import { customerOf } from './judgeImport.ts';
import type { Needs } from '../ports/ports.ts';
import type { Once, Outcome } from '../../domain/caller.ts';

/** A commit is a handful of requests, and others want storage, too. */
const concurrency = 8;
/** A day: what has not passed by then is told, so that the import ends and what it holds of people goes. */
const giveUpMs = 24 * 60 * 60_000;

type Known = { readonly row: WaitingRow; readonly wish: RowWish; readonly customerTenantId: string };
type Found = Known | { readonly row: WaitingRow; readonly failure: unknown };

/** Carries rows out. One that fails in a way that may pass is reported and left out, and holds up no other. */
export async function settleRows(
  needs: Needs,
  { file, rows }: { readonly file: CustomerImport; readonly rows: readonly WaitingRow[] },
  report: (failure: unknown) => void,
): Promise<SettledRow[]> {
  const settled: SettledRow[] = [];
  const groups = new Map<string, Found[]>();
  for (const found of await inParallel(rows, concurrency, (row) => findCustomer(needs, row))) {
    const key = 'failure' in found ? `row ${String(found.row.row)}` : found.customerTenantId;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  // Rows of one customer in their order, so that the first is the one that counts.
  await inParallel([...groups.values()], concurrency, async (group) => {
    for (const found of group) {
      const outcome = await settleRow(needs, file, found).catch(report);
      const customerTenantId = 'failure' in found ? found.row.customerTenantId : found.customerTenantId;
      if (outcome) settled.push({ row: found.row.row, customerTenantId, outcome });
    }
  });
  return settled;
}

async function findCustomer(needs: Needs, row: WaitingRow): Promise<Found> {
  try {
    const { wish } = row;
    if (!wish) return { row, failure: null };
    return { row, wish, customerTenantId: await customerOf(needs, { ...row, wish }) };
  } catch (failure) {
    return { row, failure };
  }
}

/** @throws what may pass */
async function settleRow(needs: Needs, file: CustomerImport, found: Found): Promise<SettledRow['outcome']> {
  if (!found.row.wish) return unreadableRow();
  try {
    if ('failure' in found) throw found.failure;
    return { kind: 'done', id: await carryOut(needs, file, found) };
  } catch (failure) {
    const refusal = refusalFor(failure, found.row.row, file.action);
    if (refusal) return refusal;
    if (needs.clock.now().getTime() - file.createdAt.getTime() < giveUpMs) throw failure;
    return unsettledRow(failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR');
  }
}

/**
 * The id of the invitation or the attestation. The receipt in the customer's own partition says which row of which
 * import was carried out: a repeat of the row gets its answer, another row of the same customer is refused.
 */
async function carryOut(needs: Needs, { id, by }: CustomerImport, { row, wish, customerTenantId }: Known) {
  const { acceptance } = wish;
  const idIn = ({ invitation, attestation }: AgreementRecord): string =>
    acceptance.path === 'attest'
      ? attestationIdOf(customerTenantId, attestation?.number ?? 0)
      : invitationId(customerTenantId, invitation?.number ?? 0);
  const once: Once<AgreementRecord> = {
    id: `import ${id}`,
    fingerprint: `row ${String(row.row)}`,
    answer: idIn,
  };
  const outcome: Outcome<AgreementRecord> =
    acceptance.path === 'attest'
      ? await attestCustomer(needs, {
          ...{ customerTenantId, request: acceptance.request, by, once },
          // A file is no wish to ask those again who have accepted.
          mayUpdate: false,
        })
      : await inviteCustomer(needs, { customerTenantId, request: acceptance.request, by, once });
  return outcome.kind === 'replayed' ? outcome.answer : idIn(outcome.record);
}
