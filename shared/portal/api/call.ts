import { operations, type Operations } from '../../client/operations.ts';
import { accessToken } from '../auth/session.ts';
import { mayPass, Problem, readProblem } from './problem.ts';

export type CallName = keyof Operations;

/** What a call takes: only the parts that it has. */
export type Input<Name extends CallName> = {
  readonly params?: Operations[Name]['params'];
  readonly query?: Operations[Name]['query'];
  readonly body?: Operations[Name]['body'];
};

type Options = {
  readonly signal?: AbortSignal;
  /** The same for each repeat of one command, so that it is carried out once. */
  readonly idempotencyKey?: string;
  readonly accept?: string;
  readonly limitMs?: number;
};

const repeatAfterMs = [1000, 3000, 6000];

/** Makes one call of the API and answers its body. @throws {Problem} */
export async function call<Name extends CallName>(
  name: Name,
  input: Input<Name> = {},
  options: Options = {},
): Promise<Operations[Name]['answer']> {
  const response = await request(name, input, options);
  return (response.status === 204 ? null : await response.json()) as Operations[Name]['answer'];
}

/** The same, for answers that are no JSON. @throws {Problem} */
export async function request<Name extends CallName>(
  name: Name,
  input: Input<Name>,
  options: Options = {},
): Promise<Response> {
  const token = await accessToken();
  const response = await send(name, input, options, token);
  if (response.status !== 401) return refuseProblems(response);
  return refuseProblems(await send(name, input, options, await accessToken(token)));
}

/** Carries out a command: lost answers are asked for again with the same key, so nothing happens twice. @throws {Problem} */
export async function command<Name extends CallName>(
  name: Name,
  input: Input<Name>,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Operations[Name]['answer']> {
  for (const waitMs of repeatAfterMs) {
    try {
      return await call(name, input, { idempotencyKey });
    } catch (failure) {
      if (!mayPass(failure) || (failure instanceof Problem && failure.status === 429)) throw failure;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return call(name, input, { idempotencyKey });
}

async function send<Name extends CallName>(
  name: Name,
  { params, query, body }: Input<Name>,
  { signal, idempotencyKey, accept = 'application/json', limitMs = 60_000 }: Options,
  token: string,
): Promise<Response> {
  const [method, path] = operations[name];
  const isText = typeof body === 'string';
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept };
  if (body !== undefined) headers['content-type'] = isText ? 'text/csv' : 'application/json';
  if (method === 'POST' && idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  const limit = AbortSignal.timeout(limitMs);
  try {
    return await fetch(`/api${fill(path, params)}${searchOf(query)}`, {
      method,
      headers,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem(0, {}, null);
  }
}

function fill(path: string, params: object = {}): string {
  return Object.entries(params).reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
}

function searchOf(query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined) search.append(name, String(one));
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

async function refuseProblems(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw await readProblem(response);
}
