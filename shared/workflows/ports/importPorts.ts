import type { CustomerImport, ImportedRow, SettledRow } from '../../domain/imports/customerImport.ts';
import type { WantedAcceptance } from './newCustomerPorts.ts';
import type { IdempotencyRecord } from './recordPorts.ts';

/** What a row of a file asks for; the customer is named by the one or the other. */
export type ImportRow = {
  readonly row: number;
  readonly customerTenantId: string | null;
  readonly wish: RowWish;
};

/** `acceptance` null: what is asked for needs no more than the customer. */
export type RowWish = { readonly domain: string | null; readonly acceptance: WantedAcceptance | null };

/** A row that waits, as it was kept. `wish` is null where it does not open, since `SIGNING_KEY` was replaced. */
export type WaitingRow = Omit<ImportRow, 'wish'> & { readonly wish: RowWish | null };

/** An import as stored; `token` fences the next step and means nothing else. */
export type StoredImport = { readonly file: CustomerImport; readonly token: unknown };

/** An unfinished import. `draft`: the caller has no id yet, and it may still be discarded. */
export type OpenImport = {
  readonly id: string;
  readonly state: 'draft' | 'accepted' | 'discarded';
  readonly begunAt: Date;
  readonly token: unknown;
};

export type NewImport = {
  readonly file: CustomerImport;
  readonly waiting: readonly ImportRow[];
  readonly settled: readonly SettledRow[];
  readonly receipt: IdempotencyRecord | null;
};

/** Imports with their rows. All methods throw `STORAGE_UNAVAILABLE` when storage does not answer. */
export type Imports = {
  /** Everything is kept, or nothing of it counts. `conflict`: the receipt exists, or it took too long. */
  create(given: NewImport): Promise<'committed' | 'conflict'>;
  find(id: string): Promise<StoredImport | undefined>;
  /** Rows behind a row that wait, in their order. */
  waiting(id: string, afterRow: number, limit: number): Promise<WaitingRow[]>;
  /**
   * Counts and results in one step, which takes away what was kept of the rows. Undefined when another change
   * was faster; then nothing was stored.
   */
  settle(
    before: StoredImport,
    after: CustomerImport,
    settled: readonly SettledRow[],
  ): Promise<StoredImport | undefined>;
  /** In the order of the file; `position` goes on where a page ended, null is the end. */
  page(id: string, size: number, position: string | null, result?: RowResult): Promise<ImportPage>;
  /** Newest first; `position` as above. */
  list(
    size: number,
    position: string | null,
  ): Promise<{ readonly files: readonly CustomerImport[]; readonly position: string | null }>;
  receipt(id: string): Promise<IdempotencyRecord | undefined>;
  /** Those that are not at their end. */
  open(): Promise<OpenImport[]>;
  /** It is at its end. */
  close(id: string): Promise<void>;
  /** Removes what never came to be, with all its rows; one that came to be meanwhile stays. */
  discard(open: OpenImport): Promise<void>;
};

/** Rows of one outcome alone. */
export type RowResult = Exclude<ImportedRow['outcome']['kind'], 'ready'>;

export type ImportPage = { readonly rows: readonly ImportedRow[]; readonly position: string | null };

/** A wake-up call: the handler re-reads the import. Never fails, since the sweep comes to it without one. */
export type ImportWakeUps = { send(importId: string, delayMs?: number): Promise<void> };
