import type { ErrorCode, FieldError } from '../errors.ts';
import type { Actor } from '../actor.ts';

export const importActions = ['invite', 'attest', 'resend', 'cancel', 'check'] as const;
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
  // About what is there already, so the customer says it all.
  ...{ resend: [], cancel: [], check: [] },
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
  /** The import was stopped before this row was carried out. */
  | { readonly kind: 'cancelled' }
  /** `id` is that of the invitation or the attestation; null for a check. `hasLink`: an agent hands its link out. */
  | { readonly kind: 'done'; readonly id: string | null; readonly hasLink?: true }
  | Refusal;

export type ImportedRow<Outcome = RowOutcome> = {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** Null while the customer is not known yet. */
  readonly customerTenantId: string | null;
  readonly outcome: Outcome;
};

/** A row that nothing more is done for. */
export type SettledRow = ImportedRow<Extract<RowOutcome, { kind: 'done' | 'refused' | 'cancelled' }>>;

/** A file of wishes that is carried out in the background. It holds nothing of what the rows say of people. */
export type CustomerImport = {
  readonly id: string;
  readonly action: ImportAction;
  readonly by: Actor;
  /** `cancelling`: no further row is carried out; those that waited are being settled as cancelled. */
  readonly state: 'accepted' | 'running' | 'cancelling' | 'cancelled' | 'done';
  readonly rows: number;
  readonly done: number;
  readonly refused: number;
  /** Absent while none is. */
  readonly cancelled?: number;
  /** Rows that ask for a mail, and mails that stood in the line before them; absent where the file asks for none. */
  readonly mails?: { readonly rows: number; readonly ahead: number };
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
  file: Pick<CustomerImport, 'id' | 'action' | 'by' | 'rows' | 'refused' | 'warnings' | 'mails'>,
  now: Date,
): CustomerImport {
  const times = { createdAt: now, updatedAt: now, retryAt: null, finishedAt: null };
  return { ...file, state: 'accepted', done: 0, ...times };
}

/** Counts what has been settled; when no row waits any more, it is over. */
export function advanceImport(
  before: CustomerImport,
  { settled, retryAt }: { readonly settled: readonly SettledRow[]; readonly retryAt: Date | null },
  now: Date,
): CustomerImport {
  const count = (kind: SettledRow['outcome']['kind']) =>
    settled.filter(({ outcome }) => outcome.kind === kind).length;
  const cancelled = (before.cancelled ?? 0) + count('cancelled');
  const counted: CustomerImport = {
    ...before,
    done: before.done + count('done'),
    refused: before.refused + count('refused'),
    ...(cancelled > 0 ? { cancelled } : {}),
    updatedAt: now,
  };
  if (waitingRows(counted) > 0) {
    const state = before.state === 'cancelling' ? 'cancelling' : 'running';
    return { ...counted, state, retryAt };
  }
  return { ...counted, state: cancelled > 0 ? 'cancelled' : 'done', retryAt: null, finishedAt: now };
}

/** No further row is carried out; where none waits any more, there is nothing to stop. */
export function stopImport(before: CustomerImport, now: Date): CustomerImport {
  return { ...before, state: 'cancelling', retryAt: null, updatedAt: now };
}

export function isOver({ state }: Pick<CustomerImport, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}

export function waitingRows({ rows, done, refused, cancelled = 0 }: CustomerImport): number {
  return rows - done - refused - cancelled;
}
