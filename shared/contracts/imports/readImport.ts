import * as z from 'zod';
import {
  customerColumns,
  importColumns,
  type ImportAction,
  type Refusal,
  type SettledRow,
} from '../../domain/imports/customerImport.ts';
import type { AttestationRequest } from '../../domain/attestations/attest.ts';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import { inRow, rowPointer } from '../../domain/imports/refuseRow.ts';
import { attestationBody } from '../attestations/attestation.ts';
import { domainName, tenantId } from '../fields.ts';
import { columnNamed, quoted } from './columnNames.ts';
import { parseInput } from '../invalidInput.ts';
import { invitationBody } from '../invitations/invitation.ts';
import { readAttestation } from '../attestations/readAttestation.ts';
import { readInvitation } from '../invitations/readInvitation.ts';

/** A line of a file; `row` as a spreadsheet counts. */
export type Cells = { readonly row: number; readonly cells: readonly string[] };

type Acceptance =
  | { readonly path: 'invite'; readonly request: ReturnType<typeof readInvitation> }
  | { readonly path: 'attest'; readonly request: AttestationRequest }
  | null;

type WantedRow = {
  readonly row: number;
  readonly customerTenantId: string | null;
  readonly wish: { readonly domain: string | null; readonly acceptance: Acceptance };
};

export type ReadImport = {
  readonly action: ImportAction;
  readonly rows: readonly WantedRow[];
  readonly refused: readonly SettledRow[];
  /** Columns that are not read, by the text of their header. */
  readonly warnings: readonly FieldError[];
};

type Values = Readonly<Record<string, string>>;

/** How many broken rules are told at once. */
const maxProblems = 10;

/**
 * Takes each row as the body of the single call that it stands for, by that call's own rules. Rows that break one are
 * refused by themselves.
 * @throws {AgreementError} `INVALID_INPUT` for a header that cannot be used, and a file without rows
 */
export function readImport([header, ...lines]: readonly Cells[], action: ImportAction): ReadImport {
  const { columns, warnings } = readHeader(header?.cells ?? [], action);
  if (lines.length === 0) throw badFile([{ pointer: '/rows', message: 'has no row below the header' }]);
  const rows: WantedRow[] = [];
  const refused: SettledRow[] = [];
  for (const line of lines) {
    const read = readRow(line, columns, action);
    if ('wish' in read) rows.push(read);
    else refused.push(read);
  }
  return { action, rows, refused, warnings };
}

/** Null is a column that is not read; undefined one without a name, as spreadsheets add at the end. */
type Column = string | null | undefined;

function readHeader(
  cells: readonly string[],
  action: ImportAction,
): { readonly columns: Column[]; readonly warnings: FieldError[] } {
  const known: readonly string[] = [...customerColumns, ...importColumns[action]];
  const warnings: FieldError[] = [];
  const problems: FieldError[] = [];
  const columns = cells.map((cell, index): Column => {
    if (cell.trim() === '') return undefined;
    const name = columnNamed(cell, known);
    if (name !== undefined) return name;
    const message = `${quoted(cell)} is none of ${known.join(', ')}, and is not read`;
    warnings.push({ pointer: `/columns/${String(index + 1)}`, message });
    return null;
  });
  const names = columns.filter((name) => typeof name === 'string');
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
    const headers = cells.filter((_, index) => columns[index] === name).map(quoted);
    problems.push({ pointer: `/columns/${name}`, message: `is there twice: ${headers.join(' and ')}` });
  }
  // What a row without any value lacks is what the columns have to bring.
  const { fields } = readAcceptance({}, action);
  for (const { pointer } of inRow(fields, 1, action)) {
    const name = pointer.split('/').at(-1) ?? '';
    if (!names.includes(name)) problems.push({ pointer: `/columns/${name}`, message: 'is missing' });
  }
  if (!customerColumns.some((name) => names.includes(name))) {
    problems.push({ pointer: '/columns', message: 'has neither customerTenantId nor domain' });
  }
  // What a file lacks may stand in it under a name that is not known.
  if (problems.length > 0) throw badFile([...problems, ...warnings]);
  return { columns, warnings: warnings.slice(0, maxProblems) };
}

function readRow(
  { row, cells }: Cells,
  columns: readonly Column[],
  action: ImportAction,
): WantedRow | SettledRow {
  const values: Record<string, string> = {};
  let isTooWide = false;
  for (const [index, cell] of cells.entries()) {
    const text = cell.trim();
    const column = columns[index];
    if (text === '' || column === null) continue;
    if (column === undefined) isTooWide = true;
    else values[column] = text;
  }
  const { customerTenantId, domain, ...rest } = values;
  const customer = attempt(customerCells, { customerTenantId, domain });
  const { acceptance, fields } = readAcceptance(rest, action);
  if (isTooWide) {
    // A separator in a cell without quotation marks moves all that is behind it, so nothing of the row is to be trusted.
    return refusedRow(row, null, [
      { pointer: rowPointer(row), message: 'has more cells than there are columns' },
    ]);
  }
  const named = customer.value;
  if (named && acceptance !== undefined) {
    const wish = { domain: named.domain ?? null, acceptance };
    return { row, customerTenantId: named.customerTenantId ?? null, wish };
  }
  const problems = inRow([...customer.fields, ...fields], row, action);
  return refusedRow(row, named?.customerTenantId ?? null, problems);
}

const customerCells = z
  .object({ customerTenantId: tenantId.optional(), domain: domainName.optional() })
  .refine((cells) => cells.customerTenantId !== undefined || cells.domain !== undefined, {
    path: ['customerTenantId'],
    message: 'is missing, and so is domain',
  })
  .refine((cells) => cells.customerTenantId === undefined || cells.domain === undefined, {
    path: ['domain'],
    message: 'is there beside customerTenantId: give one of them',
  });

function readAcceptance(
  { firstName, lastName, email, phone, ...rest }: Values,
  action: ImportAction,
): { readonly acceptance?: Acceptance; readonly fields: readonly FieldError[] } {
  if (action !== 'attest' && action !== 'invite') return { acceptance: null, fields: [] };
  const person = { firstName, lastName, email };
  if (action === 'attest') {
    const { value, fields } = attempt(attestationBody, { signatory: { ...person, phone }, ...rest });
    return value ? { acceptance: { path: 'attest', request: readAttestation(value) }, fields } : { fields };
  }
  const { value, fields } = attempt(invitationBody, { recipient: person, ...rest });
  return value ? { acceptance: { path: 'invite', request: readInvitation(value) }, fields } : { fields };
}

function attempt<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { readonly value?: z.output<Schema>; readonly fields: readonly FieldError[] } {
  try {
    return { value: parseInput(schema, input, 'row'), fields: [] };
  } catch (failure) {
    if (failure instanceof AgreementError) return { fields: failure.details.fields ?? [] };
    throw failure;
  }
}

function refusedRow(
  row: number,
  customerTenantId: string | null,
  problems: readonly FieldError[],
): SettledRow {
  const errors = problems.slice(0, maxProblems);
  const outcome: Refusal = {
    kind: 'refused',
    code: 'INVALID_INPUT',
    message: 'The row breaks a rule.',
    errors,
  };
  return { row, customerTenantId, outcome };
}

function badFile(problems: readonly FieldError[]): AgreementError {
  return new AgreementError('INVALID_INPUT', 'The file cannot be used as it is.', {
    fields: problems.slice(0, maxProblems),
  });
}
