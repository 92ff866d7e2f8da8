import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { withTimeBar } from './timeBar.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { createRequestLog, withoutCredentials, type RequestLog } from './requestLog.ts';

/** Node's own request and response: raw URL, socket. */
export type SimulatorEnv = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };

export type Simulator = {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  port: number;
  /** Ends open connections too; safe to call twice. */
  stop(): Promise<void>;
};

type Options = {
  name: string;
  /** 0 takes any free port. */
  port: number;
  /** For the request log. Default: the computer's clock. */
  now?: () => Date;
  /** The simulated service itself. */
  service: Hono<SimulatorEnv>;
  /** More routes below `/_control`. */
  control?: Hono<SimulatorEnv>;
  /** Where the time of the whole environment is moved; pages get a bar for it. */
  clockUrl?: string;
  /** Pages that only live at the same address: not simulated, so neither logged nor struck by faults. */
  extra?: Hono;
  /** Puts the service's own state back to its start (`DELETE /_control`). */
  reset(): void | Promise<void>;
};

/**
 * Serves one simulated service on loopback, with the controls every simulator has below `/_control`:
 * the request log, a reset, and faults that strike before or after the service did its work.
 */
export async function startSimulator(options: Options): Promise<Simulator> {
  const log = createRequestLog();
  const faults = createFaults();
  const root = new Hono<SimulatorEnv>();
  const { clockUrl } = options;
  if (clockUrl !== undefined) {
    root.use(async (c, next) => {
      await next();
      c.res = await withTimeBar(c.res, clockUrl, options.now?.() ?? new Date());
    });
  }
  if (options.control) root.route('/_control', options.control);
  root.route('/_control', controls(log, faults, options.reset));
  if (options.extra) root.route('/', options.extra);
  root.all('*', async (c) => {
    const request = c.req.raw;
    const { pathname, search } = new URL(request.url);
    const at = (options.now?.() ?? new Date()).toISOString();
    const body = await request.clone().text();
    const { outcome, response } = await answer(
      options.service,
      request,
      c.env,
      faults.take(request.method, pathname),
    );
    log.add({
      at,
      method: request.method,
      path: pathname,
      query: search,
      headers: withoutCredentials(request.headers),
      body,
      outcome,
    });
    return response;
  });
  root.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ error: 'the body is not JSON' }, 400);
    console.error(`${options.name}:`, error);
    return c.json({ error: 'the simulator failed', detail: String(error) }, 500);
  });
  return listen(root, options);
}

async function answer(
  service: Hono<SimulatorEnv>,
  request: Request,
  env: SimulatorEnv['Bindings'],
  fault: Fault | undefined,
): Promise<{ outcome: number | 'timeout' | 'reset' | 'resetAfterEffect'; response: Response }> {
  if (fault?.delayMs) await sleep(fault.delayMs);
  const then = fault?.then;
  if (then === 'timeout') {
    // No answer at all: the client has to give up by itself.
    await new Promise((gone) => env.incoming.socket.once('close', gone));
    return { outcome: then, response: new Response(null) };
  }
  if (then === 'reset') return { outcome: then, response: hangUp(env) };
  if (typeof then === 'object') {
    const text =
      then.body === undefined ? null : typeof then.body === 'string' ? then.body : JSON.stringify(then.body);
    return {
      outcome: then.status,
      response: new Response(text, { status: then.status, headers: then.headers }),
    };
  }
  const response = await service.fetch(request, env);
  if (then === 'resetAfterEffect') return { outcome: then, response: hangUp(env) };
  return { outcome: response.status, response };
}

function hangUp(env: SimulatorEnv['Bindings']): Response {
  env.incoming.socket.destroy();
  return new Response(null);
}

function controls(log: RequestLog, faults: Faults, reset: Options['reset']): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>()
    .get('/requests', (c) => c.json({ items: log.all() }))
    .get('/faults', (c) => c.json({ items: faults.waiting() }))
    .post('/faults', async (c) => {
      faults.add(await c.req.json());
      return c.json({ items: faults.waiting() });
    })
    .delete('/faults', (c) => {
      faults.clear();
      return c.body(null, 204);
    })
    .delete('/', async (c) => {
      log.clear();
      faults.clear();
      await reset();
      return c.body(null, 204);
    });
}

function listen(root: Hono<SimulatorEnv>, { name, port }: Options): Promise<Simulator> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: root.fetch, hostname: '127.0.0.1', port }, (address: AddressInfo) => {
      resolve({ url: `http://127.0.0.1:${String(address.port)}`, port: address.port, stop });
    }) as Server;
    server.once('error', (cause) => {
      reject(new Error(`${name} cannot listen on port ${String(port)}`, { cause }));
    });
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopped ??= new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      });
      return stopped;
    };
  });
}
