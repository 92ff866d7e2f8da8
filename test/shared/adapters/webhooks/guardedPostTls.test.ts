import { once } from 'node:events';
import https from 'node:https';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardedPost, type Guard } from '../../../../shared/adapters/webhooks/guardedPost.ts';
import { makeCertificate } from '../../../fakes/certificate.ts';

const host = 'hooks.example.com';
const checked = { address: '8.8.8.8', family: 4 };
const message = { headers: { 'content-type': 'application/json' }, body: '{"a":1}' };

const servers: https.Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

type Seen = { readonly servername: string | false; readonly host: string | undefined; readonly body: string };

/**
 * A server behind the public address that the name stands for: connections to that address reach it, and only
 * those. It shows the certificate given, whatever name it is asked for.
 */
async function serve(certificate: { hosts: string[]; daysLeft?: number }, isTrusted = true) {
  const { pem, certificate: ca } = await makeCertificate(certificate);
  const seen: Seen[] = [];
  const server = https.createServer({ key: pem, cert: ca }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { servername } = request.socket as TLSSocket & { servername: string | false };
      seen.push({ servername, host: request.headers.host, body });
      response.writeHead(202).end();
    });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connectedTo: LookupAddress[] = [];
  const guard: Guard = {
    allowLoopback: false,
    timeoutMs: 5_000,
    resolve: async () => [checked],
    request: (url, options) =>
      https.request(url, {
        ...options,
        ...(isTrusted ? { ca } : {}),
        port,
        lookup: (name, how, done) => {
          options.lookup?.(name, how, (_failure, found) => {
            connectedTo.push(...(found as unknown as LookupAddress[]));
            (done as (failure: null, found: LookupAddress[]) => void)(null, [
              { address: '127.0.0.1', family: 4 },
            ]);
          });
        },
      }),
  };
  return { seen, connectedTo, guard, port };
}

describe('the TLS connection to a checked address', () => {
  it('asks for the certificate of the name and names it as host', async () => {
    const { seen, connectedTo, guard, port } = await serve({ hosts: [host] });
    const answer = await guardedPost(`https://${host}/hooks`, message, guard);
    expect(answer).toMatchObject({ kind: 'answered', status: 202 });
    // The port is the test server's; in earnest it is 443 and stays unnamed.
    expect(seen).toEqual([{ servername: host, host: `${host}:${String(port)}`, body: message.body }]);
    expect(connectedTo).toEqual([checked]);
  });

  it('takes a certificate for all names of a domain, and a name in other letters', async () => {
    const { seen, guard } = await serve({ hosts: ['*.example.com'] });
    const answer = await guardedPost('https://HOOKS.Example.com/', message, guard);
    expect(answer).toMatchObject({ kind: 'answered', status: 202 });
    expect(seen).toMatchObject([{ servername: host }]);
  });

  it.each([
    ['of another name', { hosts: ['shop.example.com'] }, true],
    ['of the address and not the name', { hosts: [checked.address] }, true],
    ['of a name above', { hosts: ['example.com', '*.com'] }, true],
    ['of no name', { hosts: [] }, true],
    ['that has ended', { hosts: [host], daysLeft: -1 }, true],
    ['that nobody vouches for', { hosts: [host] }, false],
  ])('refuses a certificate %s, and sends it nothing', async (_what, certificate, isTrusted) => {
    const { seen, guard } = await serve(certificate, isTrusted);
    const answer = await guardedPost(`https://${host}/`, message, guard);
    expect(answer).toEqual({ kind: 'failed', failure: 'TLS_FAILED' });
    expect(seen).toEqual([]);
  });

  it('refuses it, too, where the environment says that certificates do not matter', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { seen, guard } = await serve({ hosts: ['shop.example.com'] }, false);
    const answer = await guardedPost(`https://${host}/`, message, guard);
    expect([answer, seen]).toEqual([{ kind: 'failed', failure: 'TLS_FAILED' }, []]);
  });
});
