import { expect, test } from 'vitest';
import { createPeople } from '../../../../shared/adapters/storage/people.ts';
import { createMemoryTables } from '../../../fakes/tables/memoryTables.ts';

test('a name is noted once a day, and again when it changes', async () => {
  const { clients, transactions } = createMemoryTables();
  let now = new Date('2026-03-02T09:00:00Z');
  const people = createPeople(clients, { now: () => now });
  await people.seen({ id: 'a', name: 'Mara Lindqvist' });
  await people.seen({ id: 'a', name: 'Mara Lindqvist' });
  expect(transactions()).toBe(1);
  await people.seen({ id: 'a', name: 'Mara Berg' });
  now = new Date('2026-03-03T09:00:00Z');
  await people.seen({ id: 'a', name: 'Mara Berg' });
  expect(transactions()).toBe(3);
  expect(await people.find(['b', 'a'])).toEqual([{ id: 'a', name: 'Mara Berg', lastSeenAt: now }]);
});

test('a name that was forgotten is not known, until the person calls on another day', async () => {
  const { clients } = createMemoryTables();
  let now = new Date('2026-03-02T09:00:00Z');
  const people = createPeople(clients, { now: () => now });
  await people.seen({ id: 'a', name: 'Mara Lindqvist' });
  await people.forget('a');
  await people.forget('a');
  await people.seen({ id: 'a', name: 'Mara Lindqvist' });
  expect(await people.find(['a'])).toEqual([]);
  now = new Date('2026-03-03T09:00:00Z');
  await people.seen({ id: 'a', name: 'Mara Lindqvist' });
  expect(await people.find(['a'])).toHaveLength(1);
});
