import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

export type FakeIdentity = {
  readonly asked: { url: URL; secret: IncomingMessage['headers'][string] }[];
  stop(): void;
};

type Serving = { readonly url: string; asked: FakeIdentity['asked']; tokenFor(resource: string): string };

/** The SDK keeps the address of the first one for the life of the process, which other test files share. */
let serving: Promise<Serving> | undefined;

/** The endpoint that App Service offers to the app inside (documented), as far as it is used; sets where it is. */
export async function startFakeIdentity(tokenFor: (resource: string) => string): Promise<FakeIdentity> {
  serving ??= serve();
  const server = await serving;
  const asked: FakeIdentity['asked'] = [];
  Object.assign(server, { asked, tokenFor });
  vi.stubEnv('IDENTITY_ENDPOINT', server.url);
  vi.stubEnv('IDENTITY_HEADER', 'header-secret');
  return { asked, stop: () => void vi.unstubAllEnvs() };
}

async function serve(): Promise<Serving> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    answering.asked.push({ url, secret: request.headers['x-identity-header'] });
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const access_token = answering.tokenFor(url.searchParams.get('resource') ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token, expires_on, token_type: 'Bearer' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It lives as long as the process, and keeps none alive.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const answering: Serving = {
    url: `http://127.0.0.1:${String(port)}/msi/token`,
    asked: [],
    tokenFor: () => '',
  };
  return answering;
}
