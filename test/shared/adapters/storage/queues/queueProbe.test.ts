import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../../../../../infra/local/azurite.ts';
import { createStorage } from '../../../../../infra/local/storage.ts';
import { createQueueOpener } from '../../../../../shared/adapters/storage/kit/storageClients.ts';
import { createQueueProbe } from '../../../../../shared/adapters/storage/queues/queueProbe.ts';
import { createWakeUps } from '../../../../../shared/adapters/storage/queues/wakeUps.ts';
import { poisonQueue, queues } from '../../../../../shared/queues.ts';

const minute = 60_000;
const noTrace = { parent: () => undefined };
let azurite: Azurite;
let open: ReturnType<typeof createQueueOpener>;
beforeAll(async () => {
  azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createStorage(azurite.connectionString);
  open = createQueueOpener(azurite.connectionString);
});
beforeEach(async () => {
  const all = Object.values(queues).flatMap((queue) => [queue, poisonQueue(queue)]);
  await Promise.all(all.map((queue) => open(queue).createIfNotExists()));
  await Promise.all(all.map((queue) => open(queue).clearMessages()));
});
afterAll(() => azurite.stop());

/** The level of one queue, seen some time from now. */
async function level(queue: string, inMs = 0) {
  const probe = createQueueProbe(open, { now: () => new Date(Date.now() + inMs) });
  return (await probe.measure()).find((one) => one.queue === queue);
}

test('every queue has a level, and an empty one has no age', async () => {
  const levels = await createQueueProbe(open, { now: () => new Date() }).measure();
  expect(levels).toEqual(
    Object.values(queues).map((queue) => ({ queue, depth: 0, poisonDepth: 0, oldestAgeMs: 0 })),
  );
});

test('the age is that of the message that waits longest, and looking takes nothing away', async () => {
  const wakeUps = createWakeUps(open(queues.mails), noTrace);
  for (const tenantId of ['a', 'b', 'c']) await wakeUps.send(tenantId);
  await open(poisonQueue(queues.mails)).sendMessage('eA==');
  await level(queues.mails);
  const seen = await level(queues.mails, 20 * minute);
  expect(seen).toMatchObject({ depth: 3, poisonDepth: 1 });
  expect(Math.round((seen?.oldestAgeMs ?? 0) / minute)).toBe(20);
  expect(
    (await open(queues.mails).receiveMessages({ numberOfMessages: 5 })).receivedMessageItems,
  ).toHaveLength(3);
});

test('a message that is hidden until later counts, but does not wait', async () => {
  await createWakeUps(open(queues.checks), noTrace).send('a', 60 * minute);
  expect(await level(queues.checks, 20 * minute)).toMatchObject({ depth: 1, oldestAgeMs: 0 });
});

test('a message that was held back is as old as the time since it could be taken', async () => {
  await createWakeUps(open(queues.checks), noTrace).send('a', 1000);
  await expect
    .poll(async () => (await open(queues.checks).peekMessages()).peekedMessageItems)
    .toHaveLength(1);
  const plain = Buffer.from(JSON.stringify({ tenantId: 'b', heldBackSeconds: 600 })).toString('base64');
  await open(queues.checks).clearMessages();
  await open(queues.checks).sendMessage(plain);
  const seen = await level(queues.checks, 15 * minute);
  expect(Math.round((seen?.oldestAgeMs ?? 0) / minute)).toBe(5);
});

test('a message that is no wake-up call is as old as it is', async () => {
  await open(queues.checks).sendMessage('not base64 {');
  const seen = await level(queues.checks, 15 * minute);
  expect(Math.round((seen?.oldestAgeMs ?? 0) / minute)).toBe(15);
});

test('a poison queue that the host has not made yet is empty', async () => {
  await open(poisonQueue(queues.checks)).delete();
  expect(await level(queues.checks)).toMatchObject({ poisonDepth: 0 });
});

test('a queue that is not there, or storage that does not answer, is a failure', async () => {
  await open(queues.checks).delete();
  await expect(level(queues.checks)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  const unreachable = azurite.connectionString.replace(
    /QueueEndpoint=[^;]+/,
    'QueueEndpoint=http://127.0.0.1:9/x',
  );
  const probe = createQueueProbe(createQueueOpener(unreachable, { retryDelayMs: 1 }), {
    now: () => new Date(),
  });
  await expect(probe.measure()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
