import type { ServerResponse } from 'node:http';
import type { AppFunction } from './app/coreModule.ts';
import type { Fallback } from './http/httpListener.ts';
import { isKeyAccepted, type Keys } from './keys.ts';
import { describeError, nameError, type HostLog } from './log.ts';

/** Set to `true`, the answer to a manual run waits for its end: ours, for tests; the real host has none. */
export const waitHeader = 'x-countersign-wait';

/** Answers the address `/` and the host's own endpoints below `/admin` (documented; shapes shortened). */
export function createAdmin(options: {
  functions: readonly AppFunction[];
  isDisabled(functionName: string): boolean;
  routePrefix: string;
  keys: Keys | undefined;
  /** Runs a queue or timer function once with the given input. */
  runOnce(target: AppFunction, input: string): Promise<void>;
  log: HostLog;
}): Fallback {
  const { functions, keys, log } = options;

  const describe = (target: AppFunction, origin: string) => ({
    name: target.name,
    language: 'node',
    isDisabled: options.isDisabled(target.name),
    config: { name: target.name, bindings: Object.values(target.bindings) },
    ...(target.trigger.kind === 'http' && {
      invoke_url_template: [origin, options.routePrefix, target.trigger.route].filter(Boolean).join('/'),
    }),
  });

  const runManually = async (target: AppFunction, body: Buffer, waits: boolean, response: ServerResponse) => {
    if (target.trigger.kind !== 'queue' && target.trigger.kind !== 'timer') {
      return send(response, 400, { error: 'only queue and timer functions run by hand' });
    }
    const input = readInput(body);
    if (input === undefined) return send(response, 400, { error: 'the body must be JSON: { "input": … }' });
    const run = options.runOnce(target, input).catch((error: unknown) => {
      const message = `failed: ${describeError(error)}`;
      log({ level: 'error', source: 'host', functionName: target.name, message });
      return { error: nameError(error) };
    });
    if (!waits) return send(response, 202);
    const failure = await run;
    send(response, failure ? 500 : 200, failure ?? { status: 'finished' });
  };

  return async (request, url, body, response) => {
    const [first, ...rest] = url.pathname.split('/').slice(1);
    if (url.pathname === '/') return reply(response, 200);
    if (first?.toLowerCase() !== 'admin') return false;
    if (!isKeyAccepted(request, url, 'admin', '', keys)) return reply(response, 401);
    const [area, name] = rest.map((part) => part.toLowerCase());
    const isRead = request.method === 'GET';
    if (area === 'host' && name === 'status' && isRead) {
      return reply(response, 200, { id: 'local', state: 'Running', version: '4.1052.200' });
    }
    if (area !== 'functions') return false;
    if (name === undefined && isRead) {
      return reply(
        response,
        200,
        functions.map((one) => describe(one, url.origin)),
      );
    }
    const target = functions.find((one) => one.name.toLowerCase() === name);
    if (!target) return false;
    if (isRead) return reply(response, 200, describe(target, url.origin));
    if (request.method !== 'POST') return false;
    await runManually(target, body, request.headers[waitHeader] === 'true', response);
    return true;
  };
}

function readInput(body: Buffer): string | undefined {
  if (body.length === 0) return '';
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const input: unknown = 'input' in parsed ? parsed.input : '';
    return typeof input === 'string' ? input : JSON.stringify(input);
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, body?: unknown): true {
  send(response, status, body);
  return true;
}

function send(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) {
    response.writeHead(status, { 'content-length': 0 }).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
