import type { RunProgress } from '../../domain/run.ts';
import type { CheckSnapshot } from '../../domain/customers/schedule.ts';
import type { IdempotencyRecord, Stored } from './recordPorts.ts';

/** A row of the schedule; `handle` is for the schedule itself. */
export type DueRow = {
  readonly customerTenantId: string;
  readonly dueAt: Date;
  /** All that a check without news needs; null where the record has to be read. */
  readonly watch: CheckSnapshot | null;
  /** Rows of one group can move together. */
  readonly group: string;
  readonly handle: unknown;
};

/** Where a row goes; `checkedAt` when Microsoft was asked. */
export type Reschedule = { readonly row: DueRow; readonly dueAt: Date; readonly checkedAt: Date | null };

export type CheckTimes = { readonly lastCheckedAt: Date | null; readonly nextCheckAt: Date };

/** What is due when. A record is never without a row; rows left behind by a crash are found and removed. */
export type Schedule = {
  /** Due rows, soonest first within a shard. */
  due(now: Date, limit: number): Promise<DueRow[]>;
  /** How many rows are due; costs a request per thousand. */
  countDue(now: Date): Promise<number>;
  /** Says whether the row speaks for the record as it is. Removes it, and what a crash left with it, when not. */
  claim(row: DueRow, stored: Stored | undefined, now: Date): Promise<boolean>;
  /** How many groups there are. */
  readonly groups: number;
  /** How many rows of one group move in one transaction. */
  readonly movesAtOnce: number;
  /** Moves rows without reading their records. Rows that others moved stay; answers how many moved. */
  rescheduleAll(moves: readonly Reschedule[]): Promise<number>;
  /** Moves an unchanged record to its next instant; `checkedAt` when Microsoft was asked without news. */
  move(stored: Stored, dueAt: Date, checkedAt?: Date): Promise<void>;
  times(stored: Stored): Promise<CheckTimes>;
};

/** What the last reconciliation did. */
export type Run = Reconciliation & {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** When the timer fires next; null when the host did not say. */
  readonly nextRunAt: Date | null;
};

export type Reconciliation = {
  readonly due: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly postponed: number;
  readonly failed: number;
};

/** Throws `STORAGE_UNAVAILABLE`. */
export type Runs = {
  /** The last that came to its end. */
  last(): Promise<Run | undefined>;
  /** With the end of its progress, where it had anything to do. */
  save(run: Run, progress: RunProgress | null): Promise<void>;
  /** The newest, whatever its state; `token` fences a request. */
  current(): Promise<StoredRun | undefined>;
  note(progress: RunProgress): Promise<void>;
  /** Stores a wish and the answer it got, both or nothing; `conflict`: another change was faster. */
  request(wish: {
    readonly before: StoredRun | undefined;
    readonly run: RunProgress;
    readonly receipt: IdempotencyRecord | null;
  }): Promise<'committed' | 'conflict'>;
  receipt(id: string): Promise<IdempotencyRecord | undefined>;
};

export type StoredRun = { readonly progress: RunProgress; readonly token: unknown };

/** A wake-up call for the reconciliation that was asked for. */
export type RunWakeUps = { send(reconciliationId: string): Promise<void> };
