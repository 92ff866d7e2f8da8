import type * as z from 'zod';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type { CallBudget } from '../../workflows/ports/partnerCenterPorts.ts';
import type { Telemetry } from '../../workflows/ports/ports.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { refused, throttled, unusable } from './failedCall.ts';
import { decideFailure, hasOwnWords, isRefusal, readCode, readDescription, type Refusal } from './failure.ts';
import { decideRetry } from './retry.ts';
import type { TokenMode } from './tokens/tokenModes.ts';
import type { TokenSource } from './tokens/tokens.ts';
import type { Answer, CallIds, Outgoing } from './call.ts';

type Question = {
  /** Path with query below the host. */
  readonly path: string;
  readonly loggedPath?: string;
  readonly mode: TokenMode;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same for all calls of one step; fresh when absent. */
  readonly correlationId?: string;
  /** Refusals that this call is known to give without a body; any other bare refusal is tried again. */
  readonly bareRefusals?: readonly number[];
};

export type Call<T> = Question & { readonly shape: z.ZodType<T> };

/** A call that changes something at Microsoft. */
export type Command<T> = Call<T> & {
  readonly method: 'POST' | 'PUT';
  readonly body: unknown;
  /**
   * Partner Center knows a repeat by it (documented), so it is stored before the first attempt and is the
   * same, with the same body, on every further one. Once the call is `read`, `refused` or `rejected` it is
   * spent: what is tried then is another call, with another id.
   */
  readonly requestId: string;
  /**
   * Whether any 4xx is a refusal, also a page or an empty answer from something in between: for what must not be done
   * once the caller was told that it failed. It is thrown as `PARTNER_CENTER_REFUSED`.
   */
  readonly everyRefusalCounts?: boolean;
};

export type Reply<T> =
  | { readonly kind: 'read'; readonly value: T; readonly microsoft: CallIds }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Microsoft's code, or the status where it gave none. */
      readonly code: string;
      readonly microsoft: CallIds;
    };

/** The request breaks a rule of Microsoft's; nothing was done. */
export type Rejected = {
  readonly kind: 'rejected';
  readonly status: number;
  readonly code: string;
  /** Microsoft's own words, which may quote what was sent: neither logged nor shown as they are. */
  readonly description: string;
  readonly microsoft: CallIds;
};

/**
 * The one place that speaks HTTP with Partner Center. Everything throws `PARTNER_CENTER_SIGN_IN_FAILED` ·
 * `…_THROTTLED` · `…_UNAVAILABLE`; after the last a command may have taken effect.
 */
export type PartnerCenterClient = {
  readonly url: string;
  /** @throws {AgreementError} also `PARTNER_CENTER_REFUSED` */
  get<T>(call: Call<T>): Promise<Reply<T>>;
  /** Reads what may not be there: 404 is undefined, also without a body. @throws {AgreementError} also `PARTNER_CENTER_REFUSED` */
  find<T>(call: Call<T>): Promise<Reply<T | undefined>>;
  send<T>(command: Command<T>): Promise<Reply<T> | Rejected>;
  /** Asks with HEAD: 200 is yes, 404 is no. @throws {AgreementError} also `PARTNER_CENTER_REFUSED` */
  exists(question: Question): Promise<Reply<boolean>>;
};

export type ClientOptions = ExchangeOptions & {
  readonly tokens: Readonly<Record<TokenMode, TokenSource>>;
  /** Every call waits for its turn here, also the second one with a fresh token. */
  readonly budget: Pick<CallBudget, 'acquire' | 'refused'>;
  /** A random UUID. */
  readonly newId: () => string;
  readonly telemetry: Telemetry;
};

export function createPartnerCenterClient(options: ClientOptions, priority: Priority): PartnerCenterClient {
  const turnFor = () => options.budget.acquire(priority);
  return {
    url: options.url,
    async get(call) {
      const request = { ...call, method: 'GET' } as const;
      const answer = await ask(options, request, turnFor);
      if (answer.kind === 'rejected') throw refused('request', request, answer);
      return answer.kind === 'refused' ? answer : read(options, request, call.shape, answer);
    },
    async find(call) {
      const request = { bareRefusals: [404], ...call, method: 'GET' } as const;
      const answer = await ask(options, request, turnFor);
      if (answer.kind === 'answered') return read(options, request, call.shape, answer);
      const { microsoft } = answer;
      const isMissing =
        answer.kind === 'rejected' ? answer.status === 404 : answer.refusal === 'customerNotFound';
      if (isMissing) return { kind: 'read', value: undefined, microsoft };
      if (answer.kind === 'rejected') throw refused('request', request, answer);
      return answer;
    },
    async send(command) {
      const answer = await ask(options, command, turnFor);
      return answer.kind === 'answered' ? read(options, command, command.shape, answer) : answer;
    },
    async exists(question) {
      const request = { ...question, method: 'HEAD' } as const;
      const answer = await ask(options, request, turnFor);
      if (answer.kind === 'rejected') throw refused('request', request, answer);
      if (answer.kind === 'refused') return answer;
      return { kind: 'read', value: answer.status === 200, microsoft: answer.microsoft };
    },
  };
}

type Request = Question & Outgoing & Partial<Pick<Command<unknown>, 'requestId' | 'everyRefusalCounts'>>;
type Answered = Answer & { readonly kind: 'answered' };
type Refused = Extract<Reply<never>, { kind: 'refused' }>;

/** Swagger lists 200 and 201 for writes, and 204 where there is nothing to tell. */
const successes: Readonly<Record<Outgoing['method'], readonly number[]>> = {
  GET: [200],
  HEAD: [200, 404],
  POST: [200, 201, 202, 204],
  PUT: [200, 201, 202, 204],
};

/** A page that came with 200 confirms nothing. */
function isSuccess({ method }: Request, { status, form }: Answer): boolean {
  return successes[method].includes(status) && form !== 'foreign';
}

function isKnownBare({ bareRefusals = [] }: Request, { status, form }: Answer): boolean {
  return form === 'empty' && bareRefusals.includes(status);
}

async function ask(
  options: ClientOptions,
  request: Request,
  turn: () => Promise<void>,
): Promise<Answered | Refused | Rejected> {
  const correlationId = request.correlationId ?? options.newId();
  const tokens = options.tokens[request.mode];
  for (let attempt = 1; ; attempt += 1) {
    const token = await tokens.token();
    await turn();
    const askedAt = options.clock.now();
    // A question has a new id each time: with that of an answered one, Partner Center repeats its answer (documented).
    const requestId = request.requestId ?? options.newId();
    const answer = await exchange(options, request, { token, requestId, correlationId });
    if (isSuccess(request, answer)) return { kind: 'answered', ...answer };
    // A token may be revoked or, without MFA, replaced by a new consent before its time.
    if (answer.status === 401) tokens.forget(token);
    const isOwnWord = hasOwnWords(answer.json) || isKnownBare(request, answer);
    const meaning = decideFailure({ ...answer, isOwnWord, code: readCode(answer.json) });
    if (decideRetry(meaning, attempt) === 'again') continue;
    // Refused calls count against the quota too (documented), so no call is made before the pause ends.
    if (meaning.kind === 'throttled') {
      await options.budget.refused({ askedAt, retryAfterMs: meaning.retryAfterMs });
    }
    return outcome(options, request, answer, meaning);
  }
}

function outcome(
  { telemetry }: ClientOptions,
  request: Request,
  answer: Answer,
  meaning: ReturnType<typeof decideFailure>,
): Refused | Rejected {
  const { microsoft, json, status } = answer;
  const code = readCode(json) || String(status);
  switch (meaning.kind) {
    case 'refusal': {
      const { refusal } = meaning;
      if (refusal === 'tokenWithoutMfa') telemetry.count('partnerCenter.signIn.failed', 1, { code });
      return { kind: 'refused', refusal, code, microsoft };
    }
    case 'tokenRejected':
    case 'tokenUnsuitable':
      telemetry.count('partnerCenter.signIn.failed', 1, { code });
      throw refused('token', request, { microsoft, code });
    case 'throttled':
      throw throttled(answer, meaning.retryAfterMs);
    case 'unavailable':
      if (request.everyRefusalCounts && isRefusal(status))
        throw refused('request', request, { microsoft, code });
      throw unusable(request, answer);
    case 'requestRefused':
      return { kind: 'rejected', status, code, description: readDescription(json), microsoft };
  }
}

function read<T>(
  { telemetry }: ClientOptions,
  request: Request,
  shape: z.ZodType<T>,
  answer: Answer,
): Reply<T> {
  const parsed = shape.safeParse(answer.json);
  if (parsed.success) return { kind: 'read', value: parsed.data, microsoft: answer.microsoft };
  // A gateway's page and a body that broke off are no answer of Partner Center's.
  if (answer.json === undefined) throw unusable(request, answer);
  const where = parsed.error.issues[0]?.path.join('.') || 'the top';
  telemetry.count('partnerCenter.answer.unreadable', 1, { where });
  throw unusable(request, answer, where);
}
