import type { ErrorCode, FieldError } from '../errors.ts';
import type { Actor } from '../actor.ts';

export const importActions = ['invite', 'attest'] as const;
/** What a file asks for, for each of its customers. */
export type ImportAction = (typeof importActions)[number];

/** Columns that identify a row's customer: a row has one of them. */
export const customerColumns = ['customerTenantId', 'domain'] as const;

/** What a row may hold beside it. */
export const importColumns = {
  invite: ['firstName', 'lastName', 'email', 'language', 'note', 'delivery'],
  attest: [
    ...['firstName', 'lastName', 'email', 'phone'],
    ...['acceptedAt', 'companyName', 'country', 'language', 'delivery'],
  ],
} as const;

/** A row of customers; more are another file. */
export const maxImportRows = 5_000;

/** Why a row was refused: a stable code, and what is wrong where; never a value of the file. */
export type Refusal = {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  readonly errors: readonly FieldError[];
};

/** A row's outcome. `ready`: it would be carried out (dry run). */
export type RowOutcome =
  | { readonly kind: 'waiting' | 'ready' }
  /** `id` is that of the invitation or the attestation. */
  | { readonly kind: 'done'; readonly id: string }
  | Refusal;

export type ImportedRow<Outcome = RowOutcome> = {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** Null while the customer is not known yet. */
  readonly customerTenantId: string | null;
  readonly outcome: Outcome;
};

/** A row that nothing more is done for. */
export type SettledRow = ImportedRow<Extract<RowOutcome, { kind: 'done' | 'refused' }>>;

/** A file of wishes that is carried out in the background. It holds nothing of what the rows say of people. */
export type CustomerImport = {
  readonly id: string;
  readonly action: ImportAction;
  readonly by: Actor;
  readonly state: 'accepted' | 'running' | 'done';
  readonly rows: number;
  readonly done: number;
  readonly refused: number;
  /** Columns of the file that were not read; absent where all were. */
  readonly warnings?: readonly FieldError[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When rows are tried again that could not be judged; null where none had to wait. */
  readonly retryAt: Date | null;
  readonly finishedAt: Date | null;
};

/** A file as it was taken; `refused` rows were wrong in themselves. */
export function beginImport(
  file: Pick<CustomerImport, 'id' | 'action' | 'by' | 'rows' | 'refused' | 'warnings'>,
  now: Date,
): CustomerImport {
  const times = { createdAt: now, updatedAt: now, retryAt: null, finishedAt: null };
  return { ...file, state: 'accepted', done: 0, ...times };
}

/** Counts what has been settled; when no row waits any more, it is done. */
export function advanceImport(
  before: CustomerImport,
  { settled, retryAt }: { readonly settled: readonly SettledRow[]; readonly retryAt: Date | null },
  now: Date,
): CustomerImport {
  const newlyDone = settled.filter(({ outcome }) => outcome.kind === 'done').length;
  const done = before.done + newlyDone;
  const refused = before.refused + settled.length - newlyDone;
  const counted = { ...before, done, refused, updatedAt: now };
  return waitingRows(counted) === 0
    ? { ...counted, state: 'done', retryAt: null, finishedAt: now }
    : { ...counted, state: 'running', retryAt };
}

export function waitingRows({ rows, done, refused }: CustomerImport): number {
  return rows - done - refused;
}
