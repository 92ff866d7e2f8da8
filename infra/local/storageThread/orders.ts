export type StorageStart = {
  readonly blobPort: number;
  readonly queuePort: number;
  readonly tablePort: number;
  readonly location?: string;
  /** How far its clock is ahead of the computer's. */
  readonly offsetMs: number;
};

/** What the thread is told; each is answered under its id. */
export type StorageOrder = { readonly id: number } & StorageCommand;
export type StorageCommand =
  | { readonly kind: 'shift'; readonly offsetMs: number }
  | { readonly kind: 'export' | 'nextVisible' | 'stop' }
  | { readonly kind: 'import'; readonly text: string };

/** Under the id 0 it says that it has started, or why not. */
export type StorageAnswer = {
  readonly id: number;
  readonly value?: string | undefined;
  readonly failure?: string;
};
