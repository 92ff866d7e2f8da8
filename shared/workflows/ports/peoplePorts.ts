/** An agent whose name a token told. */
export type KnownPerson = { readonly id: string; readonly name: string; readonly lastSeenAt: Date };

/** Filters and columns that a person keeps under a name. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  /** Query of an address, without the question mark. */
  readonly query: string;
  readonly isShared: boolean;
  readonly ownerId: string;
  readonly createdAt: Date;
};

/** Names of agents, since histories hold object ids only. All methods but `seen` throw `STORAGE_UNAVAILABLE`. */
export type People = {
  find(ids: readonly string[]): Promise<KnownPerson[]>;
  /** Notes the name, at most once a day in this process. Never fails. */
  seen(person: { readonly id: string; readonly name: string }): Promise<void>;
  /** Gone until they call again on another day. */
  forget(id: string): Promise<void>;
};

/** Throws `STORAGE_UNAVAILABLE`. */
export type SavedViews = {
  /** All of the installation: some hundred at most. */
  list(): Promise<SavedView[]>;
  /** `conflict`: there is one with this id. `mark` says which request made it. */
  create(view: SavedView, mark: string): Promise<'created' | 'conflict'>;
  find(id: string): Promise<{ readonly view: SavedView; readonly mark: string } | undefined>;
  remove(id: string): Promise<void>;
};
