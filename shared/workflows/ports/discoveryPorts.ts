export type DiscoveredCustomer = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  /** False once the reseller relationship has ended. */
  readonly hasRelationship: boolean;
  /** Null without one; absent where it was not asked. */
  readonly resellerTenantId?: string | null;
};

/** Where the discovery of customers stands; `finishedAt` null: it goes on at `position` with this page. */
export type DiscoveryProgress = {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly position: string | null;
  readonly page: number;
  readonly seen: number;
  readonly added: number;
  readonly changed: number;
  readonly lost: number;
  /** Whether any customer was missed on a page so far. */
  readonly hasMissed: boolean;
  /** An earlier page and the position that it began at: a run that comes there again goes in a circle. */
  readonly landmark: { readonly page: number; readonly position: string } | null;
  /** How many runs in a row could not read this page, and since when; absent once it was read. */
  readonly failing?: { readonly page: number; readonly runs: number; readonly since: Date } | undefined;
  /** When a discovery last came to the end of the list. */
  readonly lastFinishedAt?: Date | null;
};

/** A page of the customer list as it was last seen. */
export type SeenPage = {
  /** A fingerprint per tenant id. */
  readonly seen: ReadonlyMap<string, string>;
  /** Customers that were on it before: on another page by now, or not in the list any more. */
  readonly missed: ReadonlySet<string>;
};

/** What discoveries leave to each other; pages count from 1. */
export type Discoveries = {
  progress(): Promise<DiscoveryProgress | undefined>;
  save(progress: DiscoveryProgress): Promise<void>;
  /** Empty for a page that no run has seen. */
  page(number: number): Promise<SeenPage>;
  savePage(number: number, page: SeenPage): Promise<void>;
};
