import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createFederatedAssertion,
  createManagedIdentityCredential,
} from '../../../../shared/adapters/identity/credential.ts';
import { startFakeIdentity, type FakeIdentity } from '../../../fakes/managedIdentity.ts';

// The SDK keeps tokens for the life of the process, which other test files share.
const clientId = randomUUID();
let endpoint: FakeIdentity;
beforeAll(async () => {
  endpoint = await startFakeIdentity((resource) => `token for ${resource}`);
});
afterAll(() => {
  endpoint.stop();
});

it('takes tokens as the user-assigned identity, and the assertion is such a token', async () => {
  const identity = createManagedIdentityCredential(clientId);
  const proof = await createFederatedAssertion(identity)();
  expect(proof).toEqual({ assertion: 'token for api://AzureADTokenExchange' });
  expect(endpoint.asked[0]?.secret).toBe('header-secret');
  expect(endpoint.asked[0]?.url.searchParams.get('client_id')).toBe(clientId);
});

it('loads the SDK once and keeps the token', async () => {
  const identity = createManagedIdentityCredential(clientId);
  await identity.getToken('https://vault.azure.net/.default');
  const before = endpoint.asked.length;
  const token = await identity.getToken('https://vault.azure.net/.default');
  expect(token?.token).toBe('token for https://vault.azure.net');
  expect(endpoint.asked.length).toBe(before);
});
