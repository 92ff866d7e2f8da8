import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { expect, test } from 'vitest';
import { startAzurite } from '../../../infra/local/azurite.ts';

const anyPorts = { blobPort: 0, queuePort: 0, tablePort: 0 };

test('the queue and table SDKs work against it', async () => {
  const azurite = await startAzurite(anyPorts);
  const table = tableOf(azurite.connectionString);
  await table.createTable();
  await table.createEntity({ partitionKey: 'p', rowKey: 'r', name: 'kept' });
  expect(await table.getEntity('p', 'r')).toMatchObject({ name: 'kept' });

  const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('jobs');
  await queue.create();
  await queue.sendMessage('hello');
  const received = await queue.receiveMessages();
  expect(received.receivedMessageItems.map((message) => message.messageText)).toEqual(['hello']);
  await azurite.stop();
});

test('two of them at once do not share data', async () => {
  const first = await startAzurite(anyPorts);
  const second = await startAzurite(anyPorts);
  await tableOf(first.connectionString).createTable();
  await expect(tableOf(second.connectionString).getEntity('p', 'r')).rejects.toMatchObject({
    statusCode: 404,
  });
  await Promise.all([first.stop(), second.stop()]);
});

test('data outlives a restart when a location is given', async () => {
  const location = await mkdtemp(join(tmpdir(), 'azurite-'));
  const before = await startAzurite({ ...anyPorts, location });
  await tableOf(before.connectionString).createTable();
  await tableOf(before.connectionString).createEntity({ partitionKey: 'p', rowKey: 'r', name: 'kept' });
  await before.stop();

  const after = await startAzurite({ ...anyPorts, location });
  expect(await tableOf(after.connectionString).getEntity('p', 'r')).toMatchObject({ name: 'kept' });
  await after.stop();
  await rm(location, { recursive: true });
});

test('a busy port is named, and the services already started are closed again', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  const queuePort = typeof address === 'object' && address ? address.port : 0;
  const blobPort = await freePort();

  await expect(startAzurite({ blobPort, queuePort, tablePort: 0 })).rejects.toThrow(
    `storage (queue) cannot listen on 127.0.0.1:${queuePort}: the port is busy`,
  );
  busy.close();
  const again = await startAzurite({ blobPort, queuePort: 0, tablePort: 0 });
  expect(again.connectionString).toContain(`:${blobPort}/`);
  await again.stop();
  await again.stop();
});

function tableOf(connectionString: string): TableClient {
  return TableClient.fromConnectionString(connectionString, 'Things', { allowInsecureConnection: true });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}
