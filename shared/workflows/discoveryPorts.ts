export type DiscoveredCustomer = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  /** False once the reseller relationship has ended. */
  readonly hasRelationship: boolean;
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
};

/** What discoveries leave to each other; pages count from 1 and hold a fingerprint per tenant id. */
export type Discoveries = {
  progress(): Promise<DiscoveryProgress | undefined>;
  save(progress: DiscoveryProgress): Promise<void>;
  /** Empty for a page that nobody has seen. */
  page(number: number): Promise<ReadonlyMap<string, string>>;
  savePage(number: number, seen: ReadonlyMap<string, string>): Promise<void>;
};
