import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AppFunction } from '../app/coreModule.ts';
import { readBody, toRequestData, urlOf } from './httpRequest.ts';
import { sendResponse } from './httpResponse.ts';
import type { Invoke } from '../invoke.ts';
import { isKeyAccepted, type Keys } from '../keys.ts';
import type { Listener } from '../listener.ts';
import { describeError, type HostLog } from '../log.ts';
import { compileRoute } from './routeTemplate.ts';

/** Answers what is not a function; false when it has no answer either. */
export type Fallback = (
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: ServerResponse,
) => Promise<boolean>;

type HttpFunction = {
  target: AppFunction;
  route: string;
  methods: string[];
  authLevel: 'anonymous' | 'function' | 'admin';
};

const host = '127.0.0.1';

/**
 * The load balancer before a Functions app keeps an idle connection for four minutes (unverified). Node's five
 * seconds are within a usual pause of a client, whose next request then met a connection that was just closing.
 */
const idleConnectionMs = 240_000;

/** Serves the HTTP functions on loopback. Throws when the port is busy, naming it. */
export async function listenToHttp(options: {
  port: number;
  routePrefix: string;
  functions: HttpFunction[];
  keys: Keys | undefined;
  invoke: Invoke;
  fallback: Fallback;
  log: HostLog;
}): Promise<Listener & { port: number; url: string; closeConnections(): void }> {
  const routes = options.functions
    .map((one) => ({ ...one, ...compileRoute([options.routePrefix, one.route].filter(Boolean).join('/')) }))
    .sort((a, b) => (a.precedence < b.precedence ? -1 : a.precedence > b.precedence ? 1 : 0));

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = urlOf(request);
    const body = await readBody(request);
    if (!url) return void response.writeHead(400).end();
    if (!body) return void response.writeHead(413, { connection: 'close' }).end();
    for (const route of routes) {
      if (!route.methods.includes(request.method ?? '')) continue;
      const params = route.match(url.pathname);
      if (!params) continue;
      const { target, authLevel } = route;
      if (!isKeyAccepted(request, url, authLevel, target.name, options.keys)) {
        return void response.writeHead(401).end();
      }
      return run(route, { http: toRequestData(request, url, body, params) }, response);
    }
    // A wrong method is a 404 too: the real router looks for route and method together.
    if (!(await options.fallback(request, url, body, response))) response.writeHead(404).end();
  };

  const run = async (
    { target, route }: HttpFunction,
    data: { http: ReturnType<typeof toRequestData> },
    response: ServerResponse,
  ) => {
    const startedAt = performance.now();
    try {
      const { returnValue } = await options.invoke(target, data);
      sendResponse(response, returnValue?.http);
    } catch (error) {
      response.writeHead(500, { 'content-length': 0 }).end();
      const message = `failed: ${describeError(error)}`;
      options.log({ level: 'error', source: 'host', functionName: target.name, message });
    }
    // The template instead of the path: a path may hold a token that grants something.
    const tookMs = Math.round(performance.now() - startedAt);
    const message = `${data.http.method} /${route} ${response.statusCode} in ${tookMs} ms`;
    options.log({ level: 'information', source: 'host', functionName: target.name, message });
  };

  const unfinished = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    unfinished.add(response);
    response.once('close', () => unfinished.delete(response));
    answer(request, response).catch((error: unknown) => {
      // A client that went away while it was sending is not worth a line.
      if (!request.destroyed || request.complete) {
        options.log({ level: 'error', source: 'host', message: `HTTP: ${describeError(error)}` });
      }
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-length': 0 }).end();
    });
  });
  server.keepAliveTimeout = idleConnectionMs;
  const port = await listen(server, options.port);
  return {
    port,
    url: `http://${host}:${port}`,
    closeConnections: () => server.closeAllConnections(),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // A client's kept connection would hold the end up for seconds after its last answer.
      for (const response of unfinished) response.shouldKeepAlive = false;
      await closed;
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, wanted: number): Promise<number> {
  try {
    server.listen(wanted, host);
    await once(server, 'listening');
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const reason = isBusy ? 'the port is busy' : String(error);
    throw new Error(`functions cannot listen on ${host}:${wanted}: ${reason}`, { cause: error });
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : wanted;
}
