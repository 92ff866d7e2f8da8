import { createHash } from 'node:crypto';
import type { HttpFunctionOptions, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import type * as z from 'zod';
import { parseInput } from '../contracts/invalidInput.ts';
import { methodsOf, type Operation } from '../contracts/operation.ts';
import type { Caller, Once, Outcome } from '../domain/caller.ts';
import { AgreementError } from '../domain/errors.ts';
import { canonicalJson } from '../domain/chain.ts';
import type { AgreementRecord } from '../domain/customers/record.ts';
import { readCsvOrJson, readJson } from './body.ts';
import { limitAnonymous } from './anonymousLimit.ts';
import { compress } from './compress.ts';
import { toCsv, type CsvFile } from './csvResponse.ts';
import { describeFailure } from './describeFailure.ts';
import { createKnownKeys } from './knownKeys.ts';
import { prefersHtml } from './prefersHtml.ts';
import { statusOf } from '../contracts/statusOf.ts';
import { problem } from './problem.ts';

/** Says who calls. @throws {AgreementError} `NOT_AUTHENTICATED` · `IDENTITY_UNAVAILABLE` */
export type VerifyCaller = (authorization: string | null) => Promise<Caller>;

/** Looks up an unknown customer; says whether it is known now. @throws `PARTNER_CENTER_…` */
export type IntroduceCustomer = (customerTenantId: string) => Promise<boolean>;

/** What a handler answers; `body` is sent as JSON. Status and headers have defaults from the operation. */
export type Answer = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
};

/** A page for people in place of JSON: one document that loads nothing and runs nothing. */
export type Page = { readonly html: string };

export type Call<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  /** Whether the caller would rather have a page than JSON. */
  readonly prefersPage: boolean;
  /**
   * Answers 304 where the caller has the state named by the parts already (If-None-Match), else what is made of it.
   * The caller's roles and the input of the call are parts by themselves.
   */
  unlessKnown(parts: readonly string[], make: () => Promise<Answer>): Promise<Answer>;
  /** Runs a command; with an Idempotency-Key its answer is stored with it and given again to a repeat. */
  once<Kept = AgreementRecord>(
    run: (once: Once<Kept> | undefined) => Promise<Outcome<Kept>>,
    answer: (record: Kept) => Answer,
  ): Promise<Answer>;
};

const anonymous: Caller = {
  ...{ id: '', key: '', name: null, clientId: '' },
  ...{ roles: [], resellerTenantId: null },
};

/**
 * Builds HTTP functions from operations. In this one place callers are verified and roles enforced, input
 * is parsed once, and failures become problems.
 */
export function createHttpOperation(verifyCaller: VerifyCaller, introduceCustomer?: IntroduceCustomer) {
  const keys = createKnownKeys();
  return function endpoint<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
    operation: Operation<Params, Query, Body>,
    respond: (
      call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
    ) => Promise<Answer | Page | CsvFile>,
  ): HttpFunctionOptions {
    const handler = async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
      try {
        const caller = await admit(operation, request, verifyCaller);
        const shapes = await operation.shapes();
        const params = parseInput(shapes.params, request.params, 'path');
        const query = parseInput(shapes.query, queryOf(request), 'query');
        const read = operation.takes === 'csvOrJson' ? readCsvOrJson : readJson;
        const sent = shapes.body && (await read(request));
        const body = (shapes.body ? parseInput(shapes.body, sent, 'body') : undefined) as z.output<Body>;
        const key = idempotencyKey(operation, request);
        const kept =
          key === undefined
            ? undefined
            : { id: hash(caller.key, key), fingerprint: fingerprint(request, query, sent) };
        const once: Call<unknown, unknown, unknown>['once'] = async (run, answer) => {
          if (kept) keys.refuseOther(kept);
          const first = await runOnce(kept, run, answer);
          if (kept) keys.add(kept);
          return first;
        };
        const prefersPage = prefersHtml(request.headers.get('accept'));
        const unlessKnown: Call<unknown, unknown, unknown>['unlessKnown'] = (parts, make) =>
          answerUnlessKnown(
            entityTag([...parts, canonicalJson([params, query, callerScope(caller)])]),
            request,
            make,
          );
        const call = { params, query, body, caller, prefersPage, unlessKnown, once };
        const answer = await knowing(params, () => respond(call), introduceCustomer);
        if ('lines' in answer) return toCsv(request, answer);
        const response = 'html' in answer ? toPage(answer) : toResponse(operation.success.status, answer);
        return operation.isSecret ? response : await compress(request, response);
      } catch (failure) {
        return refuse(failure, context);
      }
    };
    const { route, method } = operation;
    return { route: `api/${route}`, methods: methodsOf(method), authLevel: 'anonymous', handler };
  };
}

/** A customer that has no record yet may be known at Partner Center; then the call is made once more. */
async function knowing<T>(
  params: unknown,
  respond: () => Promise<T>,
  introduceCustomer: IntroduceCustomer | undefined,
): Promise<T> {
  try {
    return await respond();
  } catch (failure) {
    const isUnknown = failure instanceof AgreementError && failure.code === 'CUSTOMER_NOT_FOUND';
    const id = (params as { readonly customerTenantId?: unknown }).customerTenantId;
    if (!isUnknown || typeof id !== 'string' || !(await introduceCustomer?.(id))) throw failure;
    return respond();
  }
}

/**
 * A name that is there twice is a list; where one value is asked for, the input is refused. Read from the address,
 * since the host joins the values of a name with commas.
 */
function queryOf({ url }: HttpRequest): Record<string, unknown> {
  const query = new URL(url).searchParams;
  const valuesOf = (name: string) => {
    const [first, ...others] = query.getAll(name);
    return others.length > 0 ? [first, ...others] : first;
  };
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, valuesOf(name)]));
}

/** What two callers have to have in common to see the same. */
function callerScope({ roles, resellerTenantId }: Caller): unknown {
  return [roles, resellerTenantId];
}

/** Weak: the same state may be written with other bytes, as a continuation token with another time. */
function entityTag(parts: readonly string[]): string {
  return `W/"${hash(...parts).slice(0, 32)}"`;
}

async function answerUnlessKnown(
  tag: string,
  { headers }: HttpRequest,
  make: () => Promise<Answer>,
): Promise<Answer> {
  if (isKnown(tag, headers.get('if-none-match') ?? ''))
    return { status: 304, headers: { etag: tag }, body: null };
  const answer = await make();
  return { ...answer, headers: { ...answer.headers, etag: tag } };
}

/** Compared weakly, so a proxy that has made a strong tag of ours is answered alike; `*` stands for any (RFC 9110). */
function isKnown(tag: string, known: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  return known.trim() === '*' || known.split(',').map(opaque).includes(opaque(tag));
}

async function admit(
  { access, method, route }: Operation,
  request: HttpRequest,
  verifyCaller: VerifyCaller,
): Promise<Caller> {
  if (access === 'anonymous') {
    limitAnonymous('links', request);
    return anonymous;
  }
  const caller = await verifyCaller(request.headers.get('authorization'));
  if (caller.roles.some((role) => access.includes(role))) return caller;
  // A caller with the role `Reseller` sells below the partner that runs this, its indirect provider.
  if (caller.resellerTenantId && method === 'POST' && route.endsWith('/attestations')) {
    throw new AgreementError(
      'RESELLER_CANNOT_ATTEST',
      'An indirect reseller cannot attest. Ask your indirect provider, who runs this service, to attest for this customer.',
      { extensions: { nextAction: 'askProvider' } },
    );
  }
  throw new AgreementError('ROLE_NOT_ALLOWED', `This call needs one of the roles ${access.join(', ')}.`);
}

/** @throws {AgreementError} `IDEMPOTENCY_KEY_INVALID` */
function idempotencyKey({ method }: Operation, request: HttpRequest): string | undefined {
  const key = method === 'POST' ? request.headers.get('idempotency-key') : null;
  if (key === null) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new AgreementError(
    'IDEMPOTENCY_KEY_INVALID',
    'An Idempotency-Key has 1 to 255 visible ASCII characters.',
  );
}

function fingerprint(request: HttpRequest, query: unknown, sent: unknown): string {
  const path = new URL(request.url).pathname.toLowerCase();
  const asked = canonicalJson(query);
  // Fingerprints are stored, and those of most commands know of no query.
  return hash(request.method, path, canonicalJson(sent ?? null), ...(asked === '{}' ? [] : [asked]));
}

async function runOnce<Kept>(
  key: Pick<Once<Kept>, 'id' | 'fingerprint'> | undefined,
  run: (once: Once<Kept> | undefined) => Promise<Outcome<Kept>>,
  answer: (record: Kept) => Answer,
): Promise<Answer> {
  const outcome = await run(key && { ...key, answer: (subject) => JSON.stringify(answer(subject)) });
  if (outcome.kind !== 'replayed') return answer(outcome.record);
  const first = JSON.parse(outcome.answer) as Answer;
  return { ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } };
}

function toResponse(
  defaultStatus: number,
  { status = defaultStatus, headers, body }: Answer,
): HttpResponseInit {
  if (status === 204 || status === 304)
    return { status, headers: { 'cache-control': 'no-store', ...headers } };
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/** What a page says is for the caller alone: it is kept nowhere, framed nowhere, and loads nothing. */
function toPage({ html }: Page): HttpResponseInit {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
    body: html,
  };
}

function refuse(failure: unknown, context: InvocationContext): HttpResponseInit {
  const isTheCallers = failure instanceof AgreementError && statusOf[failure.code] < 500;
  if (isTheCallers) context.log(JSON.stringify({ event: 'refused', code: failure.code }));
  else context.error(JSON.stringify({ event: 'failed', ...describeFailure(failure) }));
  return problem(failure, context.invocationId);
}

function hash(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
