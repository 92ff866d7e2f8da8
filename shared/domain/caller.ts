export const roles = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'] as const;
/** App roles of our API in Entra. */
export type Role = (typeof roles)[number];

/** Which guests of the partner's tenant may call: none, those with the role `Reseller` alone, or all. */
export const guestKinds = ['none', 'resellers', 'all'] as const;

/** The caller of our API, as a verified access token describes it. */
export type Caller = {
  /** Object id of the person or program in the partner's tenant. */
  readonly id: string;
  /** Names person and client together, hex SHA-256: what one caller stores is out of reach for the others. */
  readonly key: string;
  /** Display name of a person, as the token says; null for a program. */
  readonly name: string | null;
  readonly clientId: string;
  /** Empty when the token carries none of ours. */
  readonly roles: readonly Role[];
  /** Lower-case GUID; set exactly when the caller has the role `Reseller`. */
  readonly resellerTenantId: string | null;
};

/** How a caller's Idempotency-Key takes part in a command: `answer` is stored with what was done, and given to a repeat. */
export type Once<Subject> = {
  readonly id: string;
  readonly fingerprint: string;
  answer(subject: Subject): string;
};

export type Replayed = { readonly kind: 'replayed'; readonly answer: string };

/** What became of a command: its subject as it is now, or the first answer to its key. */
export type Outcome<Subject> =
  { readonly kind: 'changed' | 'unchanged'; readonly record: Subject } | Replayed;
