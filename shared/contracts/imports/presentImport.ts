import {
  waitingRows,
  type CustomerImport,
  type ImportAction,
  type ImportedRow,
} from '../../domain/imports/customerImport.ts';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import type { ImportJudgementView, ImportPageView, ImportRowView, ImportView } from './customerImport.ts';
import { readItemId } from '../itemId.ts';
import { readTenantId } from '../tenantId.ts';

type Page = { readonly rows: readonly ImportedRow[] };
/** When the last mail of an import will have gone out. */
type EndOf = (file: CustomerImport) => Date | null;
/** The link of a row, for whom it may be shown to. */
type UrlOf = (row: number) => string | null;

/** An import as clients see it: how far it is. */
export function presentImport(file: CustomerImport, endOf: EndOf): ImportView {
  const { id, action, by, state, rows, done, refused, cancelled = 0, createdAt, finishedAt } = file;
  return {
    ...{ id, action, by: 'id' in by ? by.id : '', state },
    counts: { rows, waiting: waitingRows(file), done, refused, cancelled },
    estimatedEndAt: endOf(file)?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    warnings: [...(file.warnings ?? [])],
  };
}

/** The same with some of its rows. */
export function presentImportPage(
  { file, page, endOf, urlOf }: { file: CustomerImport; page: Page; endOf: EndOf; urlOf: UrlOf },
  continuationToken: string | null,
): ImportPageView {
  return {
    ...presentImport(file, endOf),
    items: page.rows.map((row) => presentRow(row, urlOf(row.row))),
    continuationToken,
  };
}

type Link = {
  readonly customerTenantId: string;
  readonly about: 'invitation' | 'attestation';
  readonly number: number;
};
type UrlFor = (customerTenantId: string, number: number) => string;

/** The address of a row's link; null for a row without one. */
export function urlsOf(
  links: ReadonlyMap<number, Link>,
  { url, attestationUrl }: { readonly url: UrlFor; readonly attestationUrl: UrlFor },
): UrlOf {
  return (row) => {
    const link = links.get(row);
    if (!link) return null;
    return (link.about === 'invitation' ? url : attestationUrl)(link.customerTenantId, link.number);
  };
}

/** What would become of each row of a file. */
export function presentJudgement(
  { action, warnings }: { readonly action: ImportAction; readonly warnings: readonly FieldError[] },
  rows: readonly ImportedRow[],
  endsAt: Date | null,
): ImportJudgementView {
  const items = rows.map((row) => presentRow(row, null));
  const count = (wanted: ImportRowView['result']) => items.filter(({ result }) => result === wanted).length;
  const counts = {
    rows: items.length,
    ready: count('ready'),
    waiting: count('waiting'),
    refused: count('refused'),
  };
  return { action, counts, estimatedEndAt: endsAt?.toISOString() ?? null, warnings: [...warnings], items };
}

function presentRow({ row, customerTenantId, outcome }: ImportedRow, url: string | null): ImportRowView {
  const id = outcome.kind === 'done' ? outcome.id : null;
  const isAttestation = id !== null && readItemId(id)?.kind === 'attestation';
  const ids = { invitationId: isAttestation ? null : id, attestationId: isAttestation ? id : null };
  const { code, message, errors } =
    outcome.kind === 'refused' ? outcome : { code: null, message: null, errors: [] };
  return { row, customerTenantId, result: outcome.kind, ...ids, url, code, message, errors: [...errors] };
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
