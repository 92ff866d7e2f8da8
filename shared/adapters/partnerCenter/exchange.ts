import type { Clock, Trace } from '../../workflows/ports/ports.ts';
import { fetchWithin, textOf } from '../fetchWithin.ts';
import { answeredAt, parseRetryAfter } from '../retryAfter.ts';
import { noAnswer } from './failedCall.ts';
import type { Outgoing, CallIds, Answer } from './call.ts';

export type ExchangeOptions = {
  /** `https://api.partnercenter.microsoft.com`, without a slash at the end. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly trace: Trace;
};

/** Sends one request and reads the whole answer, whatever it says. @throws {AgreementError} `PARTNER_CENTER_UNAVAILABLE` */
export async function exchange(
  { url, timeoutMs, clock, trace }: ExchangeOptions,
  request: Outgoing,
  ids: CallIds & { readonly token: string },
): Promise<Answer> {
  const { method, path, body } = request;
  try {
    const init = {
      method,
      headers: headersOf(request, ids, trace.parent()),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const fetched = await fetchWithin(`${url}${path}`, init, { timeoutMs });
    const { status, headers } = fetched;
    return {
      status,
      ...readBody(textOf(fetched), headers.get('content-type') ?? '', method),
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), answeredAt(headers.get('date'), clock.now())),
      microsoft: {
        requestId: headers.get('ms-requestid') ?? ids.requestId,
        correlationId: headers.get('ms-correlationid') ?? ids.correlationId,
      },
    };
  } catch (cause) {
    throw noAnswer(request, ids, cause);
  }
}

function headersOf(
  { headers: own, body }: Outgoing,
  { token, requestId, correlationId }: CallIds & { readonly token: string },
  traceparent: string | undefined,
): Headers {
  const headers = new Headers(own);
  // Set, not spread: names ignore case, and ours win over what a link brought along.
  headers.set('Authorization', `Bearer ${token}`);
  headers.set('Accept', 'application/json');
  headers.set('MS-RequestId', requestId);
  headers.set('MS-CorrelationId', correlationId);
  // Documented as required, though no sample has it.
  headers.set('MS-Contract-Version', 'v1');
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (traceparent) headers.set('traceparent', traceparent);
  return headers;
}

/**
 * `textOf` has already taken away the byte order mark that bodies may start with (third party). The type is
 * trusted only for HEAD, whose answer has no body: there a page announces itself as text.
 */
function readBody(text: string, type: string, method: Outgoing['method']): Pick<Answer, 'json' | 'form'> {
  if (method === 'HEAD') return { json: undefined, form: /^\s*text\//i.test(type) ? 'foreign' : 'empty' };
  if (text.trim() === '') return { json: undefined, form: 'empty' };
  try {
    return { json: JSON.parse(text), form: 'json' };
  } catch {
    return { json: undefined, form: 'foreign' };
  }
}
