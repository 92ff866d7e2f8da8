import { once } from 'node:events';
import http, { createServer, type RequestListener, type Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedPost, type Guard } from '../../../../shared/adapters/webhooks/guardedPost.ts';
import { hostileUrls } from '../../domain/webhooks/hostileUrls.ts';

const message = { headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hooks`;
}
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const local = (timeoutMs = 5_000): Guard => ({ allowLoopback: true, timeoutMs });
/** What the resolver answers, call by call; and where connections would have gone. */
function resolving(...answers: string[][]) {
  const asked: string[] = [];
  const connected: LookupAddress[][] = [];
  const guard: Guard = {
    allowLoopback: false,
    timeoutMs: 2_000,
    resolve: async (host) => {
      asked.push(host);
      const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
    request: (url, options) => {
      options.lookup?.(url.hostname, { all: true }, (_failure, found) => {
        connected.push(found as unknown as LookupAddress[]);
      });
      return http.request('http://127.0.0.1:9/', { signal: AbortSignal.abort() });
    },
  };
  return { asked, connected, guard };
}

describe('guardedPost', () => {
  it.each(hostileUrls)('neither resolves nor calls %j', async (url) => {
    const { asked, connected, guard } = resolving(['8.8.8.8']);
    expect(await guardedPost(url, message, guard)).toEqual({ kind: 'failed', failure: 'ADDRESS_REFUSED' });
    expect([asked, connected]).toEqual([[], []]);
  });

  it.each([
    [['127.0.0.1']],
    [['169.254.169.254']],
    [['8.8.8.8', '10.0.0.1']],
    [['8.8.8.8', '::1']],
    [['168.63.129.16']],
    [['::ffff:169.254.169.254']],
  ])('calls no name that stands for %j', async (addresses) => {
    const { connected, guard } = resolving(addresses);
    const answer = await guardedPost('https://hooks.example.com/', message, guard);
    expect(answer).toEqual({ kind: 'failed', failure: 'ADDRESS_REFUSED' });
    expect(connected).toEqual([]);
  });

  it('connects to the address that was checked, whatever the name stands for a moment later', async () => {
    const { asked, connected, guard } = resolving(['8.8.8.8'], ['127.0.0.1']);
    await guardedPost('https://hooks.example.com/', message, guard);
    expect(asked).toEqual(['hooks.example.com']);
    expect(connected).toEqual([[{ address: '8.8.8.8', family: 4 }]]);
    // The second call sees the other answer, and refuses it.
    const second = await guardedPost('https://hooks.example.com/', message, guard);
    expect(second).toEqual({ kind: 'failed', failure: 'ADDRESS_REFUSED' });
    expect(connected).toHaveLength(1);
  });

  it('says that a name does not resolve', async () => {
    const { guard } = resolving([]);
    const answer = await guardedPost('https://hooks.example.com/', message, guard);
    expect(answer).toEqual({ kind: 'failed', failure: 'NAME_NOT_RESOLVED' });
  });

  it('gives up a resolver that hangs', async () => {
    const guard: Guard = { allowLoopback: false, timeoutMs: 50, resolve: () => new Promise(() => undefined) };
    const answer = await guardedPost('https://hooks.example.com/', message, guard);
    expect(answer).toEqual({ kind: 'failed', failure: 'TIMED_OUT' });
  });

  it('sends the bytes as they are, and tells the beginning of the answer', async () => {
    let got = '';
    const url = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => (got += chunk.toString()));
      request.on('end', () => {
        response
          .writeHead(202, { 'content-type': 'text/plain', 'retry-after': '7' })
          .end('x'.repeat(1_000_000));
      });
    });
    const answer = await guardedPost(url, message, local());
    expect(got).toBe(message.body);
    expect(answer).toEqual({ kind: 'answered', status: 202, retryAfter: '7', text: 'x'.repeat(1024) });
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const other = await serve((_request, response) => {
      calls += 1;
      response.end();
    });
    const url = await serve((_request, response) => response.writeHead(307, { location: other }).end());
    expect(await guardedPost(url, message, local())).toMatchObject({ kind: 'answered', status: 307 });
    expect(calls).toBe(0);
  });

  it('gives up an endpoint that never answers', async () => {
    const url = await serve(() => undefined);
    const began = performance.now();
    expect(await guardedPost(url, message, local(200))).toEqual({ kind: 'failed', failure: 'TIMED_OUT' });
    // By its own limit, not by that of all deliveries.
    expect(performance.now() - began).toBeLessThan(14_000);
  });

  it('does not wait for an answer that drips', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('beginning');
    });
    const answer = await guardedPost(url, message, local(300));
    expect(answer).toMatchObject({ kind: 'answered', status: 200, text: 'beginning' });
  });

  it.each([
    ['what is no text', { 'content-type': 'image/png' }, 'PNG', null],
    ['what does not say what it is', {}, 'here you are', 'here you are'],
    ['what is packed', { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, 'x', null],
    [
      'control characters',
      { 'content-type': 'application/problem+json' },
      '{"\u0007\u202e"}',
      '{"\ufffd\ufffd"}',
    ],
  ])('is careful with %s', async (_what, headers, body, text) => {
    const url = await serve((_request, response) => response.writeHead(200, headers).end(body));
    expect(await guardedPost(url, message, local())).toMatchObject({ status: 200, text });
  });

  it('says that nobody is there', async () => {
    const answer = await guardedPost('http://127.0.0.1:9/', message, local());
    expect(answer).toEqual({ kind: 'failed', failure: 'CONNECTION_FAILED' });
  });
});
