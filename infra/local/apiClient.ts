/** A partner's system that calls the API, as a client of its own would: nothing shared with the app but HTTP. */
export type ApiClient = {
  get(path: string, headers?: Record<string, string>): Promise<ApiAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  /** Sends a text as it is. */
  postText(path: string, text: string, type: string, headers?: Record<string, string>): Promise<ApiAnswer>;
  put(path: string, body: unknown): Promise<ApiAnswer>;
  patch(path: string, body: unknown): Promise<ApiAnswer>;
  delete(path: string): Promise<ApiAnswer>;
};

export type ApiAnswer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** JSON is read; a file is its text. */
function bodyOf(text: string, type: string | null): unknown {
  if (text === '') return undefined;
  return type?.startsWith('text/csv') ? text : (JSON.parse(text) as unknown);
}

/** `role` names one or more app roles, separated by commas; the Entra simulator gives the token. */
export async function createApiClient(
  urls: { readonly functions: string; readonly entra: string },
  role = 'AdminAgent',
): Promise<ApiClient> {
  const token = await (await fetch(`${urls.entra}/token?role=${role}`)).text();
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${urls.functions}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: bodyOf(text, response.headers.get('content-type')),
    };
  };
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    postText: (path, text, type, headers) => call('POST', path, text, { 'content-type': type, ...headers }),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
}
