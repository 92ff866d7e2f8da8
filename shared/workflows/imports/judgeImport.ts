import type { ImportAction, ImportedRow, RowOutcome } from '../../domain/imports/customerImport.ts';
import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import { refuseTooManyMails } from '../../domain/customers/pendingMails.ts';
import { duplicateRow, refusalFor } from '../../domain/imports/refuseRow.ts';
import type { ImportFile } from './createImport.ts';
import { findCustomer, type FindCustomerNeeds } from '../checks/findCustomer.ts';
import { findByDomain } from '../customers/findByDomain.ts';
import { introduceCustomer } from '../checks/introduceCustomer.ts';
import type { ImportRow, RowWish } from '../ports/importPorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { rowStep } from './rowStep.ts';

export type JudgeImportNeeds = FindCustomerNeeds;

/** Reads only: as many as a connection of its own each takes without a queue. */
const concurrency = 32;

/**
 * Says of each row of a file what would become of it now, by the rules that carry it out; no wish is stored. A row
 * waits where Partner Center cannot say now whether there is its customer.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `STORAGE_UNAVAILABLE`
 */
export async function judgeImport(
  needs: JudgeImportNeeds,
  { action, rows, refused }: ImportFile,
): Promise<ImportedRow[]> {
  if (action === 'attest') requireAttester(needs.policy.partnerType);
  const judged = await inParallel(rows, concurrency, (row) => judgeRow(needs, row, action));
  return [...refused, ...withoutRepeats(judged)].sort((a, b) => a.row - b.row);
}

/**
 * The tenant id of a row's customer. Partner Center is asked about one that has no record here.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `PARTNER_CENTER_…`
 */
export async function customerOf(
  needs: JudgeImportNeeds,
  { customerTenantId, wish }: { readonly customerTenantId: string | null; readonly wish: RowWish },
  priority: Priority = 'background',
): Promise<string> {
  if (customerTenantId === null) {
    return findCustomer(needs, wish.domain ?? '', { sight: { resellerTenantId: null }, priority });
  }
  const known = await introduceCustomer(needs, { customerTenantId }, priority);
  if (known !== undefined) return known;
  throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
}

/** The same of customers that have a record here. A row that is under way has made its customer's record before. */
export async function knownCustomerOf(
  needs: JudgeImportNeeds,
  { customerTenantId, wish }: { readonly customerTenantId: string | null; readonly wish: RowWish },
): Promise<string> {
  const known =
    customerTenantId ?? (await findByDomain(needs, wish.domain ?? '', { resellerTenantId: null }));
  if (known !== undefined) return known;
  throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this domain.');
}

async function judgeRow(needs: JudgeImportNeeds, row: ImportRow, action: ImportAction): Promise<ImportedRow> {
  let { customerTenantId } = row;
  try {
    customerTenantId = await customerOf(needs, row, 'person');
    const stored = await needs.agreements.current(customerTenantId);
    if (!stored) throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
    const { record } = stored;
    const { events } = rowStep(needs, { action, acceptance: row.wish.acceptance }, record);
    refuseTooManyMails(record, events, needs.policy.mailLimits, needs.clock.now());
    return { row: row.row, customerTenantId, outcome: { kind: 'ready' } };
  } catch (failure) {
    const outcome = refusalFor(failure, row.row, action) ?? waitsFor(failure);
    if (!outcome) throw failure;
    return { row: row.row, customerTenantId, outcome };
  }
}

function waitsFor(failure: unknown): RowOutcome | undefined {
  const codes: readonly ErrorCode[] = [
    'PARTNER_CENTER_THROTTLED',
    'PARTNER_CENTER_UNAVAILABLE',
    'PARTNER_CENTER_SIGN_IN_FAILED',
    'SECRETS_UNAVAILABLE',
  ];
  return failure instanceof AgreementError && codes.includes(failure.code) ? { kind: 'waiting' } : undefined;
}

/** The first row of a customer that can be carried out is; what comes behind it is not. */
function withoutRepeats(rows: readonly ImportedRow[]): ImportedRow[] {
  const ready = new Set<string>();
  return rows.map((row) => {
    const { customerTenantId, outcome } = row;
    if (customerTenantId === null) return row;
    if (ready.has(customerTenantId)) return { ...row, outcome: duplicateRow() };
    if (outcome.kind === 'ready') ready.add(customerTenantId);
    return row;
  });
}
