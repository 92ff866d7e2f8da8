export type LoggedRequest = {
  at: string;
  method: string;
  /** Without the query. */
  path: string;
  query: string;
  /** As received, except that of `authorization` only the scheme is kept. */
  headers: Record<string, string>;
  body: string;
  /** The status sent, or what happened instead of an answer. */
  outcome: number | 'timeout' | 'reset' | 'resetAfterEffect';
};

const keptRequests = 20_000;

export type RequestLog = {
  add(request: LoggedRequest): void;
  all(): readonly LoggedRequest[];
  clear(): void;
};

/** Remembers what clients sent, newest last, so that tests can count calls and look for repeats. */
export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  return {
    add(request) {
      requests.push(request);
      if (requests.length > keptRequests) requests = requests.slice(-keptRequests / 2);
    },
    all: () => requests,
    clear: () => void (requests = []),
  };
}

export function withoutCredentials(headers: Headers): Record<string, string> {
  const kept = Object.fromEntries(headers);
  if (kept['authorization']) kept['authorization'] = `${kept['authorization'].split(' ')[0] ?? ''} …`;
  return kept;
}
