import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type {
  PartnerCenterEvents,
  ReceivedEvent,
} from '../../../../shared/workflows/ports/notificationPorts.ts';
import { createStorage } from '../../../../shared/adapters/storage/storage.ts';
import { day, start, startTestStorage, type TestStorage } from './testStorage.ts';
import { atRest } from '../../../fakes/atRest.ts';

let storage: TestStorage;
let events: PartnerCenterEvents;
let made = 0;
beforeAll(async () => {
  storage = await startTestStorage();
});
beforeEach(() => {
  events = createStorage(storage.connectionString, storage.clock, {
    atRest,
    retryDelayMs: 1,
  }).partnerCenterEvents;
});
afterAll(() => storage.stop());

function event(changedAt = start): ReceivedEvent {
  made += 1;
  const hash = made.toString(16).padStart(32, '0');
  const about = { name: 'test-created', customerTenantId: null, changedAt, receivedAt: start };
  return { id: `${changedAt.toISOString()}_${hash}`, ...about };
}

const openIds = async () => (await events.open(1000)).map(({ id }) => id);

it('an open event is found as it was kept, until it is closed', async () => {
  const one = event();
  expect(await events.keep(one, null)).toBe('kept');
  expect(await events.findOpen(one.id)).toEqual(one);
  expect(await openIds()).toEqual([one.id]);
  await events.close(one, 'checkRequested');
  await events.close(one, 'checkRequested');
  expect([await events.findOpen(one.id), await openIds()]).toEqual([undefined, []]);
  expect(await events.keep(one, null)).toBe('known');
  expect(await openIds()).toEqual([]);
});

it('an event is kept by one of many who bring it at once', async () => {
  const one = event();
  const kept = await Promise.all(Array.from({ length: 12 }, () => events.keep(one, null)));
  expect(kept.filter((what) => what === 'kept')).toHaveLength(1);
  await events.close(one, 'checkRequested');
});

it('an event without work leaves a trace only', async () => {
  const one = event();
  await events.keep(one, 'notUsed');
  expect([await openIds(), await events.keep(one, 'notUsed')]).toEqual([[], 'known']);
});

it('open events come in the order of their time, a page at most', async () => {
  const [late, early] = [event(new Date(start.getTime() + 1000)), event(new Date(start.getTime() - 1000))];
  await events.keep(late, null);
  await events.keep(early, null);
  expect([await openIds(), (await events.open(1)).length]).toEqual([[early.id, late.id], 1]);
  await events.close(late, 'givenUp');
  await events.close(early, 'givenUp');
});

it('traces of long ago are forgotten, and no others', async () => {
  const [old, older, recent] = [
    event(new Date(start.getTime() - 40 * day)),
    event(new Date(start.getTime() - 50 * day)),
    event(),
  ];
  for (const one of [old, older, recent]) await events.keep(one, 'test');
  const open = event(new Date(start.getTime() - 60 * day));
  await events.keep(open, null);
  await events.purge(new Date(start.getTime() - 30 * day));
  expect(await openIds()).toEqual([open.id]);
  expect(await Promise.all([old, older, recent].map((one) => events.keep(one, 'test')))).toEqual([
    'kept',
    'kept',
    'known',
  ]);
});

it('an event whose trace is gone can still be closed', async () => {
  const open = event(new Date(start.getTime() - 60 * day));
  await events.keep(open, null);
  await events.purge(new Date(start.getTime() - 30 * day));
  await events.close(open, 'givenUp');
  expect((await openIds()).includes(open.id)).toBe(false);
});

it('trusted certificates are kept by address, the last 32 of them, in words that no list of events sees', async () => {
  const { trustedCertificates: kept } = createStorage(storage.connectionString, storage.clock, {
    atRest,
    retryDelayMs: 1,
  });
  const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  for (let index = 0; index < 34; index += 1)
    await kept.keep({
      url: `https://c.example/${String(index)}`,
      pem: `old ${String(index)}`,
      trustedAt: at(index),
    });
  const again = { url: 'https://c.example/2', pem: 'x'.repeat(60_000), trustedAt: at(99) };
  await kept.keep(again);
  await kept.keep({ url: 'https://c.example/long', pem: 'x'.repeat(70_000), trustedAt: at(100) });
  const all = await kept.all();
  expect([all.length, all[0]]).toEqual([32, again]);
  expect(all.map(({ url }) => url)).not.toContain('https://c.example/0');
  await events.purge(at(1e6));
  expect(await kept.all()).toHaveLength(32);
});
