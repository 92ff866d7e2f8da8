import { expect, test } from 'vitest';
import { createTables } from '../../../../../shared/adapters/storage/kit/storageClients.ts';
import { createStorage } from '../../../../../shared/adapters/storage/storage.ts';
import { atRest } from '../../../../fakes/atRest.ts';

const credential = {
  getToken: async () => ({ token: 'secret-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

test('a token is not sent without TLS', async () => {
  const uri = 'http://storage.example';
  const tables = createTables(
    { tableServiceUri: uri, queueServiceUri: uri, credential },
    { retryDelayMs: 1 },
  );
  await expect(tables.customers.getEntity('a', 'b')).rejects.toThrow(/insecure|non-TLS/i);
});

test('a host that only begins like this machine is not this machine', async () => {
  const tables = createTables(
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1.example.invalid/a;QueueEndpoint=http://127.0.0.1/a',
    { retryDelayMs: 1 },
  );
  await expect(tables.customers.getEntity('a', 'b')).rejects.toThrow(/insecure/i);
});

test('an identity that gives no token is storage that does not answer', async () => {
  const failing = {
    getToken: async () => {
      const failure = new Error('secret details');
      failure.name = 'CredentialUnavailableError';
      throw failure;
    },
  };
  const uri = 'https://storage.invalid';
  const connection = { tableServiceUri: uri, queueServiceUri: uri, credential: failing };
  const { agreements } = createStorage(connection, { now: () => new Date() }, { atRest, retryDelayMs: 1 });
  await expect(agreements.find('tenant')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
