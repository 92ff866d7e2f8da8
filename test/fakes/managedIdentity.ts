import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

export type FakeIdentity = {
  readonly asked: { url: URL; secret: IncomingMessage['headers'][string] }[];
  stop(): void;
};

/** The endpoint that App Service offers to the app inside (documented), as far as it is used; sets where it is. */
export async function startFakeIdentity(tokenFor: (resource: string) => string): Promise<FakeIdentity> {
  const asked: FakeIdentity['asked'] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    asked.push({ url, secret: request.headers['x-identity-header'] });
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const access_token = tokenFor(url.searchParams.get('resource') ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token, expires_on, token_type: 'Bearer' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${String(port)}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'header-secret');
  return {
    asked,
    stop() {
      vi.unstubAllEnvs();
      server.close();
    },
  };
}
