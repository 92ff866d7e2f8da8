import {
  waitingRows,
  type CustomerImport,
  type ImportAction,
  type ImportedRow,
} from '../../domain/imports/customerImport.ts';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import type { ImportJudgementView, ImportPageView, ImportRowView, ImportView } from './customerImport.ts';
import { readTenantId } from '../tenantId.ts';

/** An import as clients see it: how far it is. */
export function presentImport(file: CustomerImport): ImportView {
  const { id, action, state, rows, done, refused, createdAt, finishedAt } = file;
  return {
    ...{ id, action, state },
    counts: { rows, waiting: waitingRows(file), done, refused },
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    warnings: [...(file.warnings ?? [])],
  };
}

/** The same with some of its rows. */
export function presentImportPage(
  file: CustomerImport,
  rows: readonly ImportedRow[],
  continuationToken: string | null,
): ImportPageView {
  return {
    ...presentImport(file),
    items: rows.map((row) => presentRow(row, file.action)),
    continuationToken,
  };
}

/** What would become of each row of a file. */
export function presentJudgement(
  { action, warnings }: { readonly action: ImportAction; readonly warnings: readonly FieldError[] },
  rows: readonly ImportedRow[],
): ImportJudgementView {
  const items = rows.map((row) => presentRow(row, action));
  const count = (wanted: ImportRowView['result']) => items.filter(({ result }) => result === wanted).length;
  const counts = {
    rows: items.length,
    ready: count('ready'),
    waiting: count('waiting'),
    refused: count('refused'),
  };
  return { action, counts, warnings: [...warnings], items };
}

function presentRow({ row, customerTenantId, outcome }: ImportedRow, action: ImportAction): ImportRowView {
  const id = outcome.kind === 'done' ? outcome.id : null;
  const ids = {
    invitationId: action === 'invite' ? id : null,
    attestationId: action === 'attest' ? id : null,
  };
  const { code, message, errors } =
    outcome.kind === 'refused' ? outcome : { code: null, message: null, errors: [] };
  return { row, customerTenantId, result: outcome.kind, ...ids, code, message, errors: [...errors] };
}

/** Ids are UUIDs. @throws {AgreementError} `IMPORT_NOT_FOUND` */
export function readImportId(id: string): string {
  const known = readTenantId(id);
  if (known !== undefined) return known;
  throw new AgreementError('IMPORT_NOT_FOUND', 'There is no import with this id.');
}

/** A queue message `{ importId }`. @throws {AgreementError} `INVALID_INPUT` */
export function parseImportWakeUp(message: unknown): { importId: string } {
  const { importId } = (message ?? {}) as { readonly importId?: unknown };
  const id = readTenantId(importId);
  if (id !== undefined) return { importId: id };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no import.');
}
