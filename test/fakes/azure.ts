// @azure/functions is CommonJS: Node sees `app` as a named export, but not these classes.
import functions, { type HttpRequest, type HttpRequestInit, type InvocationContext } from '@azure/functions';

/** What a function logged, as text. */
export type Logged = string[];

export function context(logged: Logged = []): InvocationContext {
  return new functions.InvocationContext({
    invocationId: '5f0d8a52-0d53-4c3b-9b5e-1f4f2a6f9c01',
    functionName: 'underTest',
    logHandler: (_level, ...args) => void logged.push(args.map(String).join(' ')),
  });
}

export function httpRequest(init: HttpRequestInit): HttpRequest {
  return new functions.HttpRequest({ method: 'GET', url: 'http://localhost/api/v1/things', ...init });
}
