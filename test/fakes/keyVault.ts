import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Version = { value: string; created: number; updated: number; exp?: number };
type Fault =
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'reset'
  | 'silence'
  | 'resetAfterEffect';

export type FakeVault = {
  readonly url: string;
  /** Every version of every secret, the current one last. */
  readonly secrets: Map<string, Version[]>;
  readonly requests: { method: string; path: string; query: string; authorization: string }[];
  /** The next request, or the next one with this method, fares like this. */
  fail(fault: Fault, method?: 'GET' | 'PUT'): void;
  stop(): Promise<void>;
};

/**
 * Key Vault's two calls for a secret, as documented: bearer token with a challenge, `api-version`, versions,
 * times in seconds, error bodies. It takes one token only; expired secrets are still given.
 */
export async function startFakeVault(token: string, now = () => Date.now()): Promise<FakeVault> {
  const secrets: FakeVault['secrets'] = new Map();
  const requests: FakeVault['requests'] = [];
  let next: { fault: Fault; method: string | undefined } | undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams, search } = new URL(request.url ?? '', url);
    const { method = '', headers } = request;
    const body = await textOf(request);
    requests.push({ method, path: pathname, query: search, authorization: headers.authorization ?? '' });
    const planned = next && (next.method ?? method) === method ? next.fault : undefined;
    if (planned) next = undefined;
    if (planned === 'silence') return;
    if (planned === 'reset') return void response.destroy();
    if (planned && planned !== 'resetAfterEffect') {
      return void response.writeHead(planned.status, planned.headers).end(planned.body);
    }
    const reply = (status: number, json: object): void => {
      if (planned === 'resetAfterEffect') return void response.destroy();
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(json));
    };
    if (headers.authorization !== `Bearer ${token}`) {
      response.setHeader('www-authenticate', `Bearer authorization="${url}/tenant", resource="${url}"`);
      return reply(401, { error: { code: 'Unauthorized', message: 'AKV10000: no valid token' } });
    }
    if (searchParams.get('api-version') !== '7.4') return reply(400, { error: { code: 'BadParameter' } });
    const name = /^\/secrets\/([0-9a-zA-Z-]{1,127})$/.exec(pathname)?.[1] ?? '';
    const versions = secrets.get(name) ?? [];
    if (method === 'PUT') {
      if (headers['content-type'] !== 'application/json')
        return reply(415, { error: { code: 'BadParameter' } });
      const { value, attributes } = JSON.parse(body) as { value: string; attributes?: { exp?: number } };
      const seconds = Math.floor(now() / 1000);
      versions.push({ value, created: seconds, updated: seconds, ...attributes });
      secrets.set(name, versions);
    }
    const current = versions.at(-1);
    if (!current) {
      return reply(404, {
        error: { code: 'SecretNotFound', message: `A secret with ${name} was not found` },
      });
    }
    const { value, ...times } = current;
    const id = `${url}/secrets/${name}/${String(versions.length).padStart(32, '0')}`;
    reply(200, {
      value,
      id,
      attributes: { enabled: true, ...times, recoveryLevel: 'Recoverable+Purgeable' },
    });
  };

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    secrets,
    requests,
    fail: (fault, method) => void (next = { fault, method }),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
