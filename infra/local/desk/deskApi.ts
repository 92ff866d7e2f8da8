import type { z } from 'zod';
import { problemDocument } from './apiShapes.ts';

/** What the API, or the way to it, said instead of an answer. */
export type Problem = {
  /** HTTP status to show the problem with. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number;
};

/** A call that brought no answer. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Paths begin below `/api/v1`. Both throw {ApiProblem}. */
export type DeskApi = {
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>;
  post<T>(path: string, shape: z.ZodType<T>, sent: { body?: object; idempotencyKey: string }): Promise<T>;
};

const timeoutMs = 20_000;

/** Calls the API over HTTP, as any system of the partner would. */
export function createDeskApi(apiUrl: string, token: () => Promise<string>): DeskApi {
  const call = async <T>(path: string, shape: z.ZodType<T>, request: RequestInit = {}): Promise<T> => {
    const { response, text } = await reach(apiUrl, path, token, request);
    if (!response.ok) throw new ApiProblem(readProblem(response, text));
    const parsed = shape.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const detail = `The API's answer is not what this page expects (${issue?.path.join('.') ?? ''}).`;
    throw new ApiProblem({ status: 502, code: 'DESK_ANSWER_NOT_UNDERSTOOD', detail, errors: [] });
  };
  return {
    get: (path, shape) => call(path, shape),
    post: (path, shape, { body = {}, idempotencyKey }) =>
      call(path, shape, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
  };
}

async function reach(apiUrl: string, path: string, token: () => Promise<string>, request: RequestInit) {
  try {
    const headers = { ...request.headers, authorization: `Bearer ${await token()}` };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${apiUrl}/api/v1${path}`, { ...request, headers, signal });
    return { response, text: await response.text() };
  } catch {
    const detail = `The functions at ${apiUrl} do not answer. Are they still starting?`;
    throw new ApiProblem({ status: 502, code: 'DESK_API_NOT_REACHED', detail, errors: [] });
  }
}

function readProblem(response: Response, text: string): Problem {
  const { headers } = response;
  const status = response.status >= 400 ? response.status : 502;
  const retryAfterSeconds = Number(headers.get('retry-after') ?? '');
  const wait = retryAfterSeconds > 0 ? { retryAfterSeconds } : {};
  const parsed = problemDocument.safeParse(parseJson(text));
  if (parsed.success) return { status, ...parsed.data, ...wait };
  const detail = `The API answered with status ${String(response.status)} and no explanation.`;
  return { status, code: 'DESK_NO_EXPLANATION', detail, errors: [], ...wait };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
