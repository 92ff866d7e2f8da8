import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../../../../../infra/local/azurite.ts';
import { createStorage } from '../../../../../infra/local/storage.ts';
import { createQueues } from '../../../../../shared/adapters/storage/kit/storageClients.ts';
import { createWakeUps } from '../../../../../shared/adapters/storage/queues/wakeUps.ts';

const noTrace = { parent: () => undefined };
let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createStorage(azurite.connectionString);
});
afterAll(() => azurite.stop());

test('a message names the customer, in base64', async () => {
  const { mails, checks } = createQueues(azurite.connectionString);
  await createWakeUps(mails, noTrace).send('tenant-1');
  const [message] = (await mails.receiveMessages()).receivedMessageItems;
  const text = Buffer.from(message?.messageText ?? '', 'base64').toString();
  expect(JSON.parse(text)).toEqual({ tenantId: 'tenant-1' });
  expect((await checks.receiveMessages()).receivedMessageItems).toEqual([]);
});

test('a message names the trace it belongs to, and how long it was held back', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const sent: unknown[] = [];
  const queue = {
    sendMessage: (text: string) => {
      sent.push(JSON.parse(Buffer.from(text, 'base64').toString()));
      return Promise.reject(new Error('not a real queue'));
    },
  };
  await createWakeUps(queue, { parent: () => traceparent }).send('tenant-6', 1_500);
  expect(sent).toEqual([{ tenantId: 'tenant-6', heldBackSeconds: 2, traceparent }]);
});

test('a delayed message is there but hidden', async () => {
  const { checks } = createQueues(azurite.connectionString);
  await createWakeUps(checks, noTrace).send('tenant-2', 90_000);
  expect((await checks.receiveMessages()).receivedMessageItems).toEqual([]);
  expect((await checks.getProperties()).approximateMessagesCount).toBe(1);
});

test('a delay longer than a message lives is cut', async () => {
  const { mails } = createQueues(azurite.connectionString);
  await createWakeUps(mails, noTrace).send('tenant-3', 400 * 24 * 3_600_000);
  expect((await mails.getProperties()).approximateMessagesCount).toBeGreaterThan(0);
});

test('a queue that is slow holds nobody up, and its message may still arrive', async () => {
  let signal: { readonly aborted: boolean } | undefined;
  const slow = {
    sendMessage: (_message: string, options?: { abortSignal?: { readonly aborted: boolean } }) => {
      signal = options?.abortSignal;
      return new Promise<never>(() => undefined);
    },
  };
  await createWakeUps(slow, noTrace).send('tenant-7');
  expect(signal?.aborted).toBe(false);
});

test('a queue that does not answer fails nobody and is given up after a second', async () => {
  const unreachable = azurite.connectionString.replace(
    /QueueEndpoint=[^;]+/,
    'QueueEndpoint=http://127.0.0.1:9/x',
  );
  await createWakeUps(createQueues(unreachable).mails, noTrace).send('tenant-4');

  const aborted = new Promise<string>((resolve) => {
    const silent: Parameters<typeof createWakeUps>[0] = {
      sendMessage: (_message, options) =>
        new Promise((_sent, refuse) => {
          options?.abortSignal?.addEventListener('abort', () => {
            refuse(new Error('aborted'));
            resolve('given up');
          });
        }),
    };
    void createWakeUps(silent, noTrace).send('tenant-5');
  });
  expect(await aborted).toBe('given up');
});
