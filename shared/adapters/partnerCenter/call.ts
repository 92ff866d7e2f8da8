/** One request as it goes out; `path` with its query, below the host. */
export type Outgoing = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly path: string;
  /** In place of `path` in errors and logs, where that holds a secret. */
  readonly loggedPath?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
};

/** Both ids of a call, for support cases: as Microsoft echoed them, else as they were sent. */
export type CallIds = { readonly requestId: string; readonly correlationId: string };

export type Answer = {
  readonly status: number;
  /** Undefined when the body is empty or is not JSON. */
  readonly json: unknown;
  /** `foreign`: text that is not JSON, so a gateway, proxy or firewall answered and not Partner Center. */
  readonly form: 'json' | 'empty' | 'foreign';
  readonly retryAfterMs: number | undefined;
  readonly microsoft: CallIds;
};
