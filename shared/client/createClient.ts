import { send, type Fetch, type HttpOptions } from './http.ts';
import { operations, type Operations } from './operations.ts';
import { waitForAcceptance, type Accepted, type WaitOptions } from './waitForAcceptance.ts';

export type OperationName = keyof Operations;

/** What a call takes: only the parts that it has; a part is left out where all of it is optional. */
export type Input<Name extends OperationName> = Part<'params', Operations[Name]['params']> &
  Part<'query', Operations[Name]['query']> &
  Part<'body', Operations[Name]['body']>;

type Part<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

export type CallOptions = {
  /** Repeats of one command carry one key and are carried out once. Made up for each call of a POST unless it is given. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

export type ClientOptions = {
  /** Where the service is, like `https://mca.partner.example`. */
  readonly url: string;
  /** A bearer token for it. Asked for before each attempt, so keep it until it ends; `isRefused`: the last one was not accepted. */
  readonly token: HttpOptions['token'];
  /** The platform's own where it is left out. */
  readonly fetch?: Fetch;
  /** Time limit of one attempt, 30 seconds where it is left out. */
  readonly timeoutMs?: number;
  /** Attempts of one call, 5 where it is left out. */
  readonly maxTries?: number;
};

type Answer<Name extends OperationName> = Operations[Name]['answer'];
type ItemOf<List> = List extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** Operations that answer in pages. */
export type ListName = {
  [Name in OperationName]: Answer<Name> extends {
    readonly items: readonly unknown[];
    readonly continuationToken: string | null;
  }
    ? Name
    : never;
}[OperationName];

type Call<Name extends OperationName> =
  Record<never, never> extends Input<Name>
    ? (input?: Input<Name>, options?: CallOptions) => Promise<Answer<Name>>
    : (input: Input<Name>, options?: CallOptions) => Promise<Answer<Name>>;

export type CountersignClient = { readonly [Name in OperationName]: Call<Name> } & {
  /** All items of a list, page by page, as they are asked for. @throws {CountersignProblem} */
  all<Name extends ListName>(
    name: Name,
    input?: Partial<Input<Name>>,
    options?: CallOptions,
  ): AsyncGenerator<ItemOf<Answer<Name>>, void, undefined>;
  /** Waits until a customer has accepted. @throws {CountersignProblem} · {AcceptanceStalled} */
  waitForAcceptance(customerTenantId: string, options?: WaitOptions): Promise<Accepted>;
};

type Sent = {
  readonly params?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
};

/** A client with one method per operation of the API. Every method throws {@link CountersignProblem}. */
export function createClient(options: ClientOptions): CountersignClient {
  const { url, token, fetch = globalThis.fetch, timeoutMs = 30_000, maxTries = 5 } = options;
  const base = `${url.replace(/\/+$/, '')}/api`;
  const http = { fetch, token, timeoutMs, maxTries };

  async function call(
    name: OperationName,
    input: Sent,
    { idempotencyKey, signal }: CallOptions,
  ): Promise<unknown> {
    const [method, path] = operations[name];
    const isText = typeof input.body === 'string';
    const body = input.body === undefined || isText ? input.body : JSON.stringify(input.body);
    const key = method === 'POST' ? (idempotencyKey ?? crypto.randomUUID()) : undefined;
    const headers = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': isText ? 'text/csv' : 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    const address = `${base}${filled(path, input.params)}${searchOf(input.query)}`;
    const response = await send(http, {
      method,
      url: address,
      headers,
      body: body,
      signal,
    });
    return bodyOf(await response.text(), response.headers.get('content-type'));
  }

  async function* all(
    name: ListName,
    input: Sent = {},
    asked: CallOptions = {},
  ): AsyncGenerator<unknown, void> {
    let continuationToken: string | null | undefined;
    do {
      const query = { ...input.query, ...(continuationToken ? { continuationToken } : {}) };
      const page = (await call(name, { ...input, query }, asked)) as {
        readonly items: readonly unknown[];
        readonly continuationToken: string | null;
      };
      yield* page.items;
      ({ continuationToken } = page);
    } while (continuationToken !== null);
  }

  const methods = Object.fromEntries(
    (Object.keys(operations) as OperationName[]).map((name) => [
      name,
      (input: Sent = {}, asked: CallOptions = {}) => call(name, input, asked),
    ]),
  );
  const client = { ...methods, all } as unknown as CountersignClient;
  return {
    ...client,
    waitForAcceptance: (customerTenantId, wait) =>
      waitForAcceptance((asked) => client.getCustomer({ params: { customerTenantId } }, asked), wait),
  };
}

function filled(path: string, params: object = {}): string {
  return Object.entries(params).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
}

function searchOf(query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined && one !== null) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function bodyOf(text: string, contentType: string | null): unknown {
  if (text === '') return null;
  return /\bjson\b/.test(contentType ?? '') ? (JSON.parse(text) as unknown) : text;
}
