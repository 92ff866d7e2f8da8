import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request. `refuse`: 503 without effect. `loseRequest`: the connection breaks before
 * the service saw it. `loseReply`: the service did it, and the connection breaks before the client knows.
 */
export type Fate = 'pass' | 'refuse' | 'loseRequest' | 'loseReply';

/** One request as the proxy sees it; `number` counts from 1 since the last `rule`. */
export type Passing = {
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** More than a fate: another answer or request, or a look at the answer that decides whether it is delivered. */
export type Verdict =
  | Fate
  | {
      readonly answer: {
        readonly status: number;
        readonly headers?: Record<string, string>;
        readonly body: string;
      };
    }
  | {
      readonly instead?: { readonly headers: IncomingMessage['headers']; readonly body: string };
      readonly afterEffect?: (answer: string) => 'pass' | 'loseReply';
    };

export type Judge = (passing: Passing) => Verdict | Promise<Verdict>;

export type HttpProxy = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Decides from now on, and starts the count anew. */
  rule(judge: Judge): void;
  count(): number;
  /** Requests whose effect may still come. */
  running(): number;
  stop(): Promise<void>;
};

/** Stands between a client and a service, and breaks what it is told to break. Signatures stay valid: they do not cover the port. */
export async function startHttpProxy(target: string): Promise<HttpProxy> {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  let judge: Judge = () => 'pass';
  let seen = 0;
  let running = 0;

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<unknown> => {
    const bytes = await bytesOf(incoming);
    const { method = '', url = '', headers } = incoming;
    const verdict = await judge({ number: (seen += 1), method, url, headers, body: bytes.toString() });
    if (verdict === 'loseRequest') return incoming.socket.destroy();
    if (verdict === 'refuse') return outgoing.writeHead(503, { 'Retry-After': '0' }).end();
    if (typeof verdict === 'object' && 'answer' in verdict) {
      const { status, headers: own, body } = verdict.answer;
      return outgoing.writeHead(status, own).end(body);
    }
    const more = typeof verdict === 'object' ? verdict : undefined;
    const sent = more?.instead ?? { headers, body: bytes };
    const options = { hostname, port, path: url, method, headers: sent.headers, agent };
    const forwarded = request(options).end(sent.body);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    const answered = await bytesOf(answer);
    const fate = more?.afterEffect?.(answered.toString()) ?? verdict;
    if (fate === 'loseReply') return incoming.socket.destroy();
    return outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders).end(answered);
  };
  const server = createServer((incoming, outgoing) => {
    running += 1;
    handle(incoming, outgoing)
      .catch(() => incoming.socket.destroy())
      .finally(() => (running -= 1));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    rule(decide) {
      judge = decide;
      seen = 0;
    },
    count: () => seen,
    running: () => running,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
