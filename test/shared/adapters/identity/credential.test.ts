import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  createFederatedAssertion,
  createManagedIdentityCredential,
} from '../../../../shared/adapters/identity/credential.ts';

const clientId = '0d5b8f10-6a5e-4a37-9b1f-1d2a7a0c9e22';
const asked: { url: URL; secret: IncomingMessage['headers'][string] }[] = [];
let server: Server;

/** The endpoint that App Service offers to the app inside (documented), as far as it is used. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    asked.push({ url, secret: request.headers['x-identity-header'] });
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const body = {
      access_token: `token for ${url.searchParams.get('resource') ?? ''}`,
      expires_on,
      token_type: 'Bearer',
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${String(port)}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'header-secret');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

it('takes tokens as the user-assigned identity, and the assertion is such a token', async () => {
  const identity = createManagedIdentityCredential(clientId);
  const proof = await createFederatedAssertion(identity)();
  expect(proof).toEqual({ assertion: 'token for api://AzureADTokenExchange' });
  expect(asked[0]?.secret).toBe('header-secret');
  expect(asked[0]?.url.searchParams.get('client_id')).toBe(clientId);
});

it('loads the SDK once and keeps the token', async () => {
  const identity = createManagedIdentityCredential(clientId);
  await identity.getToken('https://vault.azure.net/.default');
  const before = asked.length;
  const token = await identity.getToken('https://vault.azure.net/.default');
  expect(token?.token).toBe('token for https://vault.azure.net');
  expect(asked.length).toBe(before);
});
