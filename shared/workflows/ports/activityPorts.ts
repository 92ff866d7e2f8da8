import type { AgeCounts } from '../../domain/activity/ageing.ts';
import type { TrendCounts, TrendKind } from '../../domain/activity/trend.ts';
import type { Day, DayTrends, Range } from '../../domain/activity/weeks.ts';
import type { Status } from '../../domain/customers/record.ts';

/** One step of a customer. It may still be under way, or have failed: the customer's history says what was stored. */
export type ActivityEntry = {
  /** Where the list goes on behind it. */
  readonly position: string;
  readonly at: Date;
  readonly customerTenantId: string;
  /** As it was after the step. */
  readonly resellerTenantId: string | null;
  readonly firstVersion: number;
  readonly lastVersion: number;
  /** Of its last event. */
  readonly hash: string;
  readonly types: readonly string[];
  /** Ids of agents, `customer`, `system`. */
  readonly actors: readonly string[];
  readonly trends: readonly TrendKind[];
};

/** Every step of every customer. Throws `STORAGE_UNAVAILABLE`. */
export type ActivityFeed = {
  /** Newest first: steps before `until`, or behind `position`, down to `since`. */
  page(
    range: { readonly since: Date | null; readonly until: Date | null },
    page: { readonly size: number; readonly position: string | null },
  ): Promise<{ readonly entries: readonly ActivityEntry[]; readonly isEnd: boolean }>;
};

/** A customer in a list by status; during a change it may be in two. */
export type ListedCustomer = {
  readonly customerTenantId: string;
  readonly status: Status;
  readonly waitingSince: Date | null;
  readonly resellerTenantId: string | null;
  readonly version: number;
};

/** How many customers are where, of all or of one reseller. */
export type Census = {
  readonly byStatus: Readonly<Record<Status, number>>;
  /** Of those that wait for the customer, by `ageBuckets`. */
  readonly ages: Readonly<Partial<Record<Status, AgeCounts>>>;
};

export type StatisticsState = {
  readonly countedAt: Date;
  /** Days before this one are counted for good. */
  readonly openDay: Day;
  /** What was stored when it was made: the same mark, the same customers. */
  readonly mark: string;
};

/** `all`, or the tenant id of a reseller. */
export type Scope = string;
export const everybody: Scope = 'all';

/** What was counted, so that no view has to. All methods throw `STORAGE_UNAVAILABLE`. */
export type Statistics = {
  state(): Promise<StatisticsState | undefined>;
  saveState(state: StatisticsState): Promise<void>;
  saveDay(day: Day, scope: Scope, counts: TrendCounts): Promise<void>;
  days(scope: Scope, range: Range): Promise<DayTrends[]>;
  /** Replaces those of before; scopes that are missing have no customers any more. */
  saveCensus(census: ReadonlyMap<Scope, Census>): Promise<void>;
  census(scope: Scope): Promise<Census | undefined>;
  /** Of each reseller that has customers. */
  censusOfResellers(): Promise<ReadonlyMap<Scope, Census>>;
  /** Every customer once or, during a change, twice. */
  customers(): AsyncIterable<ListedCustomer>;
};

export type ActivityNeeds = { readonly activity: ActivityFeed; readonly statistics: Statistics };
