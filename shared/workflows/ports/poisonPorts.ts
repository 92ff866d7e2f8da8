/** Why a message could not be handled, as its last attempt said. */
export type FailureNote = {
  /** One of our codes, or the name of an unexpected error. */
  readonly code: string;
  readonly functionName: string;
  /** How often the message was tried by then; null when the host did not say. */
  readonly attempts: number | null;
  readonly failedAt: Date;
};

/** Notes beside the queues, since a message cannot carry why it failed. Throws `STORAGE_UNAVAILABLE`. */
export type FailureNotes = {
  note(message: unknown, failure: FailureNote): Promise<void>;
};

export type PoisonMessage = {
  readonly id: string;
  /** Null where the message names no customer. */
  readonly customerTenantId: string | null;
  readonly insertedAt: Date;
  /** When the queue drops it. */
  readonly expiresAt: Date;
  /** Null when the host gave up without a word of ours, as when it was stopped five times. */
  readonly reason: FailureNote | null;
};

/** Messages that failed for good, by the queue they came from. Throws `STORAGE_UNAVAILABLE`. */
export type PoisonMessages = {
  /** The oldest ones, as many as one look shows, and how many there are about. */
  list(queue: string): Promise<{ readonly items: readonly PoisonMessage[]; readonly total: number }>;
  /** False when there is none with this id. The message is first sent and then removed, so none gets lost. */
  replay(queue: string, id: string): Promise<boolean>;
  /** As many as there are now, up to a limit; says how many went back. */
  replayAll(queue: string): Promise<number>;
};
