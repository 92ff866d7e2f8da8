import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import { newTenantId, start, startTestStorage, type TestStorage } from '../testStorage.ts';

let storage: TestStorage;
let ports: StoragePorts;
beforeAll(async () => {
  storage = await startTestStorage();
  ports = await storage.writer();
});
afterAll(() => storage.stop());

test('a page of 500 customers comes back as it was seen, and one that nobody saw is empty', async () => {
  const seen = new Map(Array.from({ length: 500 }, () => [newTenantId(), '0123456789abcdef'] as const));
  await ports.discoveries.savePage(12, { seen, missed: new Set() });
  expect(await ports.discoveries.page(12)).toEqual({ seen, missed: new Set() });
  const missed = new Set(Array.from({ length: 700 }, newTenantId));
  await ports.discoveries.savePage(12, { seen, missed });
  expect(await ports.discoveries.page(12)).toEqual({ seen, missed });
  expect(await ports.discoveries.page(13)).toEqual({ seen: new Map(), missed: new Set() });
});

test('progress is kept whole, and is nothing that would be due', async () => {
  expect(await ports.discoveries.progress()).toBeUndefined();
  const counted = { page: 3, seen: 1000, added: 10, changed: 1, lost: 0, hasMissed: false, landmark: null };
  const progress = { startedAt: start, finishedAt: null, position: '{"uri":"/customers"}', ...counted };
  await ports.discoveries.save(progress);
  expect(await ports.discoveries.progress()).toEqual(progress);
  expect(await ports.schedule.due(new Date('2100-01-01T00:00:00Z'), 10)).toEqual([]);
});
