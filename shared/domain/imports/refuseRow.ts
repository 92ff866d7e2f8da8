import { customerColumns, importColumns, type ImportAction, type Refusal } from './customerImport.ts';
import { AgreementError, type ErrorCode, type FieldError } from '../errors.ts';

/** The place of one row, as RFC 6901 has it. */
export function rowPointer(row: number, column = ''): string {
  return `/rows/${String(row)}${column && `/${column}`}`;
}

/**
 * What a failure means for its row; undefined for a transient one, after which the row is retried.
 * A recipient who was mailed a moment ago is refused: a person decides whether to mail again.
 */
export function refusalFor(failure: unknown, row: number, action: ImportAction): Refusal | undefined {
  if (!(failure instanceof AgreementError)) return undefined;
  const { code, message, retryable, details } = failure;
  // The key of a row names import and customer, so it is in use only where another row was carried out.
  if (code === 'IDEMPOTENCY_KEY_REUSED') return duplicateRow();
  if (retryable && code !== 'RESEND_TOO_SOON' && code !== 'MAIL_LIMIT_REACHED') return undefined;
  return { kind: 'refused', code, message, errors: inRow(details.fields ?? [], row, action) };
}

/** Problems of a request as problems of the row that it was made of. */
export function inRow(fields: readonly FieldError[], row: number, action: ImportAction): FieldError[] {
  const columns: readonly string[] = [...customerColumns, ...importColumns[action]];
  return fields.map(({ pointer, message }) => {
    const name = pointer.split('/').at(-1) ?? '';
    return { pointer: rowPointer(row, columns.includes(name) ? name : ''), message };
  });
}

/** The same customer twice in one file. */
export function duplicateRow(): Refusal {
  return {
    kind: 'refused',
    code: 'DUPLICATE_CUSTOMER',
    message: 'Another row of this file is about the same customer.',
    errors: [],
  };
}

/** The stored content of a row can no longer be decrypted. */
export function unreadableRow(): Refusal {
  const message = 'What was kept of this row does not open: SIGNING_KEY was replaced. Import it again.';
  return { kind: 'refused', code: 'INTERNAL_ERROR', message, errors: [] };
}

/** A row that failed on every try while the import ran. */
export function unsettledRow(code: ErrorCode): Refusal {
  const message = 'This row failed again and again, and is not tried any more. Import it again.';
  return { kind: 'refused', code, message, errors: [] };
}
