import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { base64, startBench } from './startFixture.ts';

const quickPolling = { AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.1' };

let bench: Awaited<ReturnType<typeof startBench>>;
let host: Awaited<ReturnType<typeof bench.start>>;

beforeAll(async () => {
  bench = await startBench();
  host = await bench.start(quickPolling);
});

afterEach(() => void vi.useRealTimers());

afterAll(async () => {
  await host.stop();
  await bench.stop();
});

test('a message runs its function, decoded and parsed, and is deleted', async () => {
  const other = await bench.start(quickPolling);
  await other.queue.create();
  await other.queue.sendMessage(base64({ id: 'once' }));
  await other.untilRecorded({ queue: 'work', message: { id: 'once' }, attempt: 1 });
  await untilEmpty(other.queue);
  expect(await other.recorded()).not.toContainEqual(expect.objectContaining({ attempt: 2 }));
  await other.stop();
});

test('a queue created after the start of the host is found', async () => {
  const other = await bench.start(quickPolling);
  expect(await other.queue.exists()).toBe(false);
  await other.queue.create();
  await other.queue.sendMessage(base64('late'));
  await other.untilRecorded({ message: 'late' });
  await other.stop();
});

test('text stays text, a number becomes a number, other bytes arrive as bytes', async () => {
  await host.queue.createIfNotExists();
  for (const content of [
    base64('plain words'),
    base64('123'),
    Buffer.from([0xff, 0xfe]).toString('base64'),
  ]) {
    await host.queue.sendMessage(content);
  }
  await host.untilRecorded({ message: 'plain words' });
  await host.untilRecorded({ message: 123 });
  await host.untilRecorded({ message: { type: 'Buffer', data: [0xff, 0xfe] } });
});

test('a failed message is tried again and counted', async () => {
  await host.queue.createIfNotExists();
  await host.queue.sendMessage(base64({ id: 'twice', failTimes: 1 }));
  await host.untilRecorded({ done: 'twice' });
  expect(await host.recorded()).toContainEqual({
    queue: 'work',
    message: { id: 'twice', failTimes: 1 },
    attempt: 2,
  });
  await untilEmpty(host.queue);
});

test('after the last attempt a message moves to the poison queue with its text unchanged', async () => {
  await host.queue.createIfNotExists();
  await host.queue.sendMessage(base64({ id: 'never', failTimes: 99 }));
  await expect.poll(() => textsIn(host.poisonQueue)).toContain(base64({ id: 'never', failTimes: 99 }));
  const attempts = JSON.stringify(await host.recorded()).match(/"id":"never","failTimes":99}/g) ?? [];
  expect(attempts).toHaveLength(3);
  // At once, not only when it is received a fourth time.
  expect(host.logged.map((entry) => entry.message)).toContain(
    `message moved to ${host.poisonQueue.name} at attempt 3`,
  );
  await untilEmpty(host.queue);
  expect(JSON.stringify(host.logged)).not.toContain('anna');
});

test('a message that is not base64 moves to the poison queue and never runs', async () => {
  await host.queue.createIfNotExists();
  await host.queue.sendMessage('{"id":"plain"}');
  await expect.poll(() => textsIn(host.poisonQueue)).toContain('{"id":"plain"}');
  expect(JSON.stringify(await host.recorded())).not.toContain('"plain"');
});

test('a failed message of a poison queue stays hidden, in no further queue', async () => {
  const name = `${host.queueName}-x-poison`;
  const other = await bench.start({ ...quickPolling, WORK_QUEUE: name });
  const queue = bench.queues.getQueueClient(name);
  await queue.createIfNotExists();
  await queue.sendMessage(base64({ id: 'left', failTimes: 99 }));
  await other.untilRecorded({ attempt: 1 });
  await expect
    .poll(() => other.logged.some((entry) => entry.message.startsWith('attempt 1 failed')))
    .toBe(true);
  await other.stop();
  expect((await queue.getProperties()).approximateMessagesCount).toBe(1);
  expect((await queue.receiveMessages()).receivedMessageItems).toEqual([]);
  expect(await bench.queues.getQueueClient(`${name}-poison`).exists()).toBe(false);
});

test('host.json messageEncoding none passes the text as it is', async () => {
  const other = await bench.start({
    ...quickPolling,
    AzureFunctionsJobHost__extensions__queues__messageEncoding: 'none',
  });
  await other.queue.create();
  await other.queue.sendMessage('{"id":"raw"}');
  await other.untilRecorded({ done: 'raw' });
  await other.stop();
});

test('visibilityTimeout hides a failed message before its next attempt', async () => {
  const other = await bench.start({
    ...quickPolling,
    AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:05:00',
  });
  await other.queue.create();
  await other.queue.sendMessage(base64({ id: 'hidden', failTimes: 1 }));
  await other.untilRecorded({ attempt: 1 });
  await other.stop();
  const hidden = await other.queue.receiveMessages();
  expect(hidden.receivedMessageItems).toEqual([]);
  expect((await other.queue.getProperties()).approximateMessagesCount).toBe(1);
});

test('no more than batchSize plus newBatchThreshold messages run at once', async () => {
  const other = await bench.start(quickPolling);
  await other.queue.create();
  const total = 20;
  for (let n = 0; n < total; n++) await other.queue.sendMessage(base64({ id: `m${n}`, waitMs: 150 }));
  await expect.poll(async () => JSON.stringify(await other.recorded()).match(/"done"/g)?.length).toBe(total);
  let running = 0;
  let most = 0;
  for (const entry of (await other.recorded()) as object[]) {
    if ('queue' in entry) running++;
    if ('done' in entry) running--;
    most = Math.max(most, running);
  }
  // The fixture: batchSize 4, newBatchThreshold 2.
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(6);
  await other.stop();
});

test('the lease of a long run is renewed half-way, and the message is deleted with the new receipt', async () => {
  const other = await bench.start({ ...quickPolling, AzureFunctionsJobHost__functionTimeout: '01:00:00' });
  await other.queue.create();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await other.queue.sendMessage(base64({ id: 'long', waitMs: 800 }));
  await other.untilRecorded({ queue: 'work', message: { id: 'long', waitMs: 800 } });
  const renewed = vi.advanceTimersByTimeAsync(300_000);
  await renewed;
  await other.untilRecorded({ done: 'long' });
  // The receipt of the first lease is stale after a renewal: with it the message would stay.
  await untilEmpty(other.queue);
  await other.stop();
});

test('stopping waits for what runs, and takes no new message', async () => {
  const other = await bench.start(quickPolling);
  await other.queue.create();
  await other.queue.sendMessage(base64({ id: 'running', waitMs: 500 }));
  await other.untilRecorded({ queue: 'work' });
  await other.stop();
  expect((await other.queue.getProperties()).approximateMessagesCount).toBe(0);
  await other.queue.sendMessage(base64({ id: 'after' }));
  expect((await other.queue.peekMessages()).peekedMessageItems).toHaveLength(1);
});

async function untilEmpty(queue: typeof host.queue): Promise<void> {
  const count = async () => (await queue.getProperties()).approximateMessagesCount;
  await expect.poll(count).toBe(0);
}

async function textsIn(queue: typeof host.queue): Promise<string[]> {
  if (!(await queue.exists())) return [];
  const peeked = await queue.peekMessages({ numberOfMessages: 32 });
  return peeked.peekedMessageItems.map((message) => message.messageText);
}
