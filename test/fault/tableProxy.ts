import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of one request. `refuse`: 503 without effect. `loseRequest`: the connection breaks before
 * the storage saw it. `loseReply`: the storage did it, and the connection breaks before the client knows.
 */
export type Fate = 'pass' | 'refuse' | 'loseRequest' | 'loseReply';

/** One request as the proxy sees it; `number` counts from 1 since the last `rule`. */
export type Passing = {
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly body: string;
};

export type TableProxy = {
  readonly connectionString: string;
  /** Decides from now on, and starts the count anew. */
  rule(fateOf: (passing: Passing) => Fate | Promise<Fate>): void;
  count(): number;
  stop(): Promise<void>;
};

/** Stands between a table SDK and the storage, and breaks what it is told to break. */
export async function startTableProxy(storage: string): Promise<TableProxy> {
  const endpoint = /TableEndpoint=([^;]+)/.exec(storage)?.[1];
  if (!endpoint) throw new Error('The connection string names no table endpoint.');
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  let fateOf: (passing: Passing) => Fate | Promise<Fate> = () => 'pass';
  let seen = 0;

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await bytesOf(incoming);
      const { method = '', url = '', headers } = incoming;
      const fate = await fateOf({ number: (seen += 1), method, url, body: body.toString() });
      if (fate === 'loseRequest') return incoming.socket.destroy();
      if (fate === 'refuse') return outgoing.writeHead(503, { 'Retry-After': '0' }).end();
      const forwarded = request({ hostname, port, path: url, method, headers, agent }).end(body);
      const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
      const answered = await bytesOf(answer);
      if (fate === 'loseReply') return incoming.socket.destroy();
      return outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders).end(answered);
    })().catch(() => incoming.socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = new URL(endpoint);
  own.port = String((server.address() as AddressInfo).port);

  return {
    connectionString: storage.replace(endpoint, own.href),
    rule(decide) {
      fateOf = decide;
      seen = 0;
    },
    count: () => seen,
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
