/** The author of an event. An agent is named by the object id of the token, never by name. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string }
  | { readonly kind: 'customer' }
  | { readonly kind: 'system' };

/** Ids of the call to Microsoft that an event rests on, for support cases. */
export type MicrosoftTrace = {
  readonly requestId: string | null;
  readonly correlationId: string | null;
  /** Microsoft's code, where it refused. */
  readonly code?: string;
};
