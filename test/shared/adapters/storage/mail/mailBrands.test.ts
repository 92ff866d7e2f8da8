import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCachedBrands } from '../../../../../shared/adapters/storage/mail/cachedBrands.ts';
import type { MailBrands, SavedBrand } from '../../../../../shared/workflows/ports/mailPorts.ts';
import { startTestStorage, type TestStorage } from '../testStorage.ts';

let storage: TestStorage;
const savedAt = new Date('2026-03-02T09:00:00Z');
const brandOf = (version: number, partnerName: string): SavedBrand => ({
  version,
  savedAt,
  savedBy: 'agent-1',
  brand: { partnerName, supportEmail: null, legalFooter: null, wording: { ja: { regards: 'よろしく' } } },
});

beforeAll(async () => {
  storage = await startTestStorage();
});
afterAll(() => storage.stop());

test('a brand is read back as it was saved, the newest first and each version by its number', async () => {
  const { mailBrands } = await storage.writer();
  expect(await mailBrands.find()).toBeUndefined();
  expect(await mailBrands.save(brandOf(1, 'One'))).toBe('saved');
  expect(await mailBrands.save(brandOf(2, 'Two'))).toBe('saved');
  expect(await mailBrands.find()).toEqual(brandOf(2, 'Two'));
  expect(await mailBrands.find(1)).toEqual(brandOf(1, 'One'));
  expect(await mailBrands.find(3)).toBeUndefined();
});

test('versions are read as a range, without the row of the newest', async () => {
  const { mailBrands } = await storage.writer();
  const found = async (from: number, to: number) =>
    (await mailBrands.versions(from, to)).map(({ version }) => version);
  expect([await found(1, 2), await found(2, 9), await found(3, 4)]).toEqual([[1, 2], [2], []]);
});

test('of many who save the same version one wins, and the newest is the one that won', async () => {
  const writers = await Promise.all(['A', 'B', 'C', 'D'].map(() => storage.writer()));
  const outcomes = await Promise.all(
    writers.map(({ mailBrands }, index) => mailBrands.save(brandOf(3, `Three ${String(index)}`))),
  );
  expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
  const winner = outcomes.indexOf('saved');
  const { mailBrands } = await storage.writer();
  expect(await mailBrands.find()).toEqual(brandOf(3, `Three ${String(winner)}`));
  expect(await mailBrands.find(3)).toEqual(brandOf(3, `Three ${String(winner)}`));
});

test('a save whose reply was lost is known as saved', async () => {
  const writer = await storage.writer();
  writer.proxy.rule(({ number }) => (number === 1 ? 'loseReply' : 'pass'));
  expect(await writer.mailBrands.save(brandOf(4, 'Four'))).toBe('saved');
  expect((await writer.mailBrands.find())?.brand.partnerName).toBe('Four');
});

test('the newest brand is read once in half a minute, and at once after a save', async () => {
  let now = savedAt;
  let reads = 0;
  let stored = brandOf(1, 'One');
  const brands: MailBrands = {
    find: async () => ((reads += 1), stored),
    versions: async () => [stored],
    save: async (brand) => ((stored = brand), 'saved'),
  };
  const cached = createCachedBrands(brands, { now: () => now });
  for (let i = 0; i < 5; i += 1) await cached.find();
  expect(reads).toBe(1);
  await cached.save(brandOf(2, 'Two'));
  expect((await cached.find())?.version).toBe(2);
  stored = brandOf(3, 'of another instance');
  expect((await cached.find())?.version).toBe(2);
  now = new Date(now.getTime() + 30_001);
  expect((await cached.find())?.version).toBe(3);
});
