import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pollDelayMs } from '../../../../infra/local/host/queue/pollDelay.ts';
import { startBench } from './startFixture.ts';

// One pause longer than the test: what is seen earlier was seen because the poller was woken.
vi.mock('../../../../infra/local/host/queue/pollDelay.ts', () => ({ pollDelayMs: vi.fn(() => 60_000) }));

let bench: Awaited<ReturnType<typeof startBench>>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench.stop());

test('an output binding creates the queue, writes one message per item of an array and wakes the poller', async () => {
  const host = await bench.start();
  await expect.poll(() => vi.mocked(pollDelayMs).mock.calls.length).toBe(1);
  const response = await host.get('fanOut', {
    method: 'POST',
    body: JSON.stringify([{ id: 'first' }, { id: 'second' }]),
  });
  expect(response.status).toBe(202);
  await host.untilRecorded({ done: 'first' });
  await host.untilRecorded({ done: 'second' });
  await host.stop();
});
