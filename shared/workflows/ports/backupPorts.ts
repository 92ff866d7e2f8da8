/** A stored row with the types of its properties, as JSON can hold it. */
export type CopiedRow = Readonly<Record<string, unknown>> & {
  readonly partitionKey: string;
  readonly rowKey: string;
};

/** All tables of this app, row by row. Throws `STORAGE_UNAVAILABLE`. */
export type TableCopies = {
  readonly names: readonly string[];
  /** Every row, in the order of its keys, some at a time. */
  rows(table: string): AsyncIterable<readonly CopiedRow[]>;
  /** Partitions of which something was written since an instant. */
  changedPartitions(table: string, since: Date): Promise<readonly string[]>;
  /** One partition as it is at one moment, as far as it has up to 1,000 rows (documented: snapshot isolation). */
  partition(table: string, partitionKey: string): Promise<readonly CopiedRow[]>;
  create(table: string): Promise<void>;
  /** Writes the rows that are not there; tells how many. What is there stays as it is. */
  addMissing(table: string, rows: readonly CopiedRow[]): Promise<number>;
};

/** Where copies are kept. What is written once cannot be replaced. Throws `STORAGE_UNAVAILABLE`. */
export type BackupStore = {
  put(name: string, content: Uint8Array): Promise<void>;
  /** @throws also when there is none of that name */
  get(name: string): Promise<Uint8Array>;
  /** Names that begin so, in their order. */
  list(prefix: string): Promise<readonly string[]>;
};
