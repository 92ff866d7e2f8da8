import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTimeSpanMs, readHostJson } from '../../../../infra/local/host/hostJson.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-json-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('an empty host.json means the defaults of the real host', async () => {
  expect(await read({ version: '2.0' })).toEqual({
    routePrefix: 'api',
    functionTimeoutMs: 1_800_000,
    queues: {
      batchSize: 16,
      newBatchThreshold: 8,
      maxDequeueCount: 5,
      visibilityTimeoutMs: 0,
      maxPollingIntervalMs: 60_000,
      messageEncoding: 'base64',
    },
  });
});

test('the values of the file are taken', async () => {
  const queues = {
    batchSize: 32,
    newBatchThreshold: 1,
    visibilityTimeout: '00:00:30',
    messageEncoding: 'None',
  };
  expect(
    await read({ functionTimeout: '-1', extensions: { http: { routePrefix: '' }, queues } }),
  ).toMatchObject({
    routePrefix: '',
    functionTimeoutMs: Infinity,
    queues: { batchSize: 32, newBatchThreshold: 1, visibilityTimeoutMs: 30_000, messageEncoding: 'none' },
  });
});

test('settings override the file, whatever the case of their names', async () => {
  const settings = {
    AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:02',
    AzureFunctionsJobHost__Extensions__Queues__BATCHSIZE: '4',
    AzureFunctionsJobHost__functionTimeout: '00:00:09',
  };
  const file = { functionTimeout: '00:10:00', extensions: { queues: { batchSize: 16 } } };
  expect(await read(file, settings)).toMatchObject({
    functionTimeoutMs: 9_000,
    queues: { batchSize: 4, newBatchThreshold: 2, maxPollingIntervalMs: 2_000 },
  });
});

test.each([
  [{ extensions: { queues: { batchSize: 33 } } }, 'batchSize'],
  [{ extensions: { queues: { maxDequeueCount: 'many' } } }, 'maxDequeueCount'],
  [{ extensions: { queues: { messageEncoding: 'utf8' } } }, 'messageEncoding'],
  [{ functionTimeout: '10 minutes' }, 'time span'],
  [[], 'JSON object'],
])('%j is refused, naming the %s', async (file, named) => {
  await expect(read(file)).rejects.toThrow(named);
});

test.each([
  ['00:00:02', 2_000],
  ['00:00:00.5', 500],
  ['1.02:03:04', 93_784_000],
])('the time span %s is %i ms', (timeSpan, ms) => {
  expect(parseTimeSpanMs(timeSpan)).toBe(ms);
});

async function read(content: unknown, settings = {}) {
  await writeFile(join(folder, 'host.json'), JSON.stringify(content));
  return readHostJson(folder, settings);
}
