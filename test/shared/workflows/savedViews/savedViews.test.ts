import { beforeEach, expect, test } from 'vitest';
import { createSavedViews } from '../../../../shared/adapters/storage/people.ts';
import { createView, listViews, removeView } from '../../../../shared/workflows/savedViews/savedViews.ts';
import { createMemoryTables } from '../../../fakes/tables/memoryTables.ts';
import { createWorld } from '../../../fakes/world.ts';

let needs: Parameters<typeof createView>[0];
beforeEach(() => {
  needs = { ...createWorld(), savedViews: createSavedViews(createMemoryTables().clients) };
});

const view = { name: 'Mine', query: 'status=invited', isShared: false };
const make = (ownerId: string, change = {}) =>
  createView(needs, { ...view, ...change }, { ownerId, once: undefined });
const namesOf = async (id: string) => (await listViews(needs, { id })).map(({ name }) => name);

test('people see their own views and the shared ones, by name', async () => {
  await make('a', { name: 'Waiting' });
  await make('a', { name: 'Bounced', isShared: true });
  await make('b', { name: 'Hers' });
  expect(await namesOf('a')).toEqual(['Bounced', 'Waiting']);
  expect(await namesOf('b')).toEqual(['Bounced', 'Hers']);
});

test('a repeat with the same key gets the first view again, and another wish is refused', async () => {
  const once = { id: 'caller key', fingerprint: 'f', answer: ({ id }: { id: string }) => id };
  const first = await createView(needs, view, { ownerId: 'a', once });
  const again = await createView(needs, view, { ownerId: 'a', once });
  expect(again).toEqual({ kind: 'replayed', answer: first.kind === 'changed' ? first.record.id : '' });
  expect(await namesOf('a')).toEqual(['Mine']);
  const other = { ...once, fingerprint: 'g' };
  await expect(createView(needs, view, { ownerId: 'a', once: other })).rejects.toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

test('a person keeps at most 100 views', async () => {
  for (let count = 0; count < 100; count += 1) await make('a');
  await expect(make('a')).rejects.toMatchObject({ code: 'TOO_MANY_VIEWS' });
  expect((await make('b')).kind).toBe('changed');
});

test('a view goes by its owner; a shared one also by an Admin agent, and by nobody else', async () => {
  await make('a');
  await make('a', { name: 'All', isShared: true });
  const [all, mine] = await listViews(needs, { id: 'a' });
  const remove = (id = '', caller = 'b', role: 'Viewer' | 'AdminAgent' = 'Viewer') =>
    removeView(needs, id, { id: caller, roles: [role] });
  await expect(remove(mine?.id, 'b', 'AdminAgent')).rejects.toMatchObject({ code: 'VIEW_NOT_FOUND' });
  await expect(remove(all?.id)).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  await remove(all?.id, 'b', 'AdminAgent');
  await remove(mine?.id, 'a');
  expect(await namesOf('a')).toEqual([]);
});
