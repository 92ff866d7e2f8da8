import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createStorage } from '../../../../shared/adapters/storage/storage.ts';
import type { Prospect } from '../../../../shared/domain/prospects/prospect.ts';
import {
  appendToProspect,
  type ProspectEventData,
} from '../../../../shared/domain/prospects/prospectEvents.ts';
import type { Prospects, StoredProspect } from '../../../../shared/workflows/ports/prospectPorts.ts';
import { readProspect } from '../../../../shared/workflows/prospects/readProspect.ts';
import { start, startTestStorage, type TestStorage } from './testStorage.ts';
import { atRest } from '../../../fakes/atRest.ts';

let storage: TestStorage;
let prospects: Prospects;
let made = 0;
const by = { kind: 'system' } as const;
const dueAt = new Date('2026-05-01T00:00:00Z');

beforeAll(async () => {
  storage = await startTestStorage();
});
beforeEach(() => {
  prospects = createStorage(storage.connectionString, storage.clock, { atRest, retryDelayMs: 1 }).prospects;
});
afterAll(() => storage.stop());

/** One of a reseller's own, so that no test sees the others'. */
function begun(resellerTenantId = `reseller ${String(made)}`, at = start) {
  made += 1;
  const invited: ProspectEventData = {
    type: 'prospectInvited',
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    recipient: { firstName: 'Åsa', lastName: null, email: 'asa@contoso.example', phone: null },
    companyName: 'Contoso',
    domain: null,
    resellerTenantId,
    language: 'en',
    note: null,
    delivery: 'email',
    expiresAt: new Date(start.getTime() + 1),
  };
  return appendToProspect(undefined, [invited], { at, by });
}
const nothing = { mail: null, receipt: null };
async function kept(resellerTenantId?: string, at?: Date): Promise<StoredProspect> {
  const { prospect, events } = begun(resellerTenantId, at);
  await prospects.commit({ before: undefined, after: prospect, events, dueAt, ...nothing });
  return found(prospect);
}
const found = async ({ id }: Prospect): Promise<StoredProspect> =>
  (await prospects.find(id)) ?? expect.fail('it is not there');
const step = (before: StoredProspect, what: ProspectEventData, at = start) => {
  const { prospect, events } = appendToProspect(before.prospect, [what], { at, by });
  return { before, after: prospect, events };
};
const dueIds = async (at: Date) => prospects.due(at, 100);

it('a prospect is found as it was kept, with mail, history and receipt', async () => {
  const { prospect, events } = begun();
  const mail = {
    operationId: 'op',
    recipient: 'a@b.example',
    recipientName: null,
    subject: 's',
    html: 'h',
    text: 't',
  };
  const receipt = { id: `receipt ${prospect.id}`, fingerprint: 'f', answer: 'a' };
  const change = { before: undefined, after: prospect, events, dueAt, mail, receipt };
  expect(await prospects.commit(change)).toBe('committed');
  expect((await found(prospect)).prospect).toEqual(prospect);
  expect(await prospects.history(prospect.id)).toEqual(events);
  expect([await prospects.mail(prospect.id, 'op'), await prospects.receipt(receipt.id)]).toEqual([
    mail,
    receipt,
  ]);
  // As after a lost reply.
  expect(await prospects.commit(change)).toBe('committed');
  const other = begun();
  const sameKey = { ...other, before: undefined, after: other.prospect, dueAt, mail: null, receipt };
  expect(await prospects.commit(sameKey)).toBe('conflict');
  expect(await prospects.find(other.prospect.id)).toBeUndefined();
});

type Edit = (row: Record<string, unknown>) => Record<string, unknown> | null;
const inJson =
  (change: (event: Record<string, unknown>) => object): Edit =>
  ({ json }) => ({ json: JSON.stringify(change(JSON.parse(String(json)) as Record<string, unknown>)) });

it.each<[string, Edit, string]>([
  [
    'another time',
    inJson((event) => ({ ...event, at: '2026-01-01T00:00:00.000Z' })),
    'its content was changed',
  ],
  [
    'other content',
    inJson((event) => ({ ...event, what: { type: 'prospectExpired' } })),
    'its content was changed',
  ],
  ['another hash', inJson((event) => ({ ...event, hash: 'f'.repeat(64) })), 'its content was changed'],
  ['no JSON', () => ({ json: '{' }), 'an event is missing'],
  ['no row', () => null, 'an event is missing'],
])('an event that was edited to %s is told where the history is read', async (_what, edit, why) => {
  const before = await kept();
  const { id } = before.prospect;
  const change = step(before, { type: 'prospectOpened' });
  await prospects.commit({ ...change, dueAt, ...nothing });
  await prospects.commit({
    ...step(await found(before.prospect), { type: 'prospectCancelled' }),
    dueAt,
    ...nothing,
  });
  const sight = { resellerTenantId: null };
  expect((await readProspect({ prospects }, id, sight)).tampering).toBeNull();
  const place = { partitionKey: 'prospects', rowKey: `evt|${id}|${String(2).padStart(10, '0')}` };
  const table = storage.tables.prospects;
  const changed = edit(await table.getEntity(place.partitionKey, place.rowKey));
  if (changed) await table.updateEntity({ ...place, ...changed }, 'Merge');
  else await table.deleteEntity(place.partitionKey, place.rowKey);
  const seen = await readProspect({ prospects }, id, sight);
  expect(seen.tampering).toEqual({ version: 2, why });
});

it('a prospect that was edited by itself is told, too', async () => {
  const before = await kept();
  const { id } = before.prospect;
  const json = JSON.stringify({ ...before.prospect, state: 'cancelled' });
  await storage.tables.prospects.updateEntity(
    { partitionKey: 'prospects', rowKey: `rec|${id}`, json },
    'Merge',
  );
  const { tampering } = await readProspect({ prospects }, id, { resellerTenantId: null });
  expect(tampering).toEqual({ version: 1, why: 'the record is not what its events tell' });
});

it('of two who change it at once one wins, and nothing of the other is left', async () => {
  const before = await kept();
  const cancelled = step(before, { type: 'prospectCancelled' });
  const opened = step(before, { type: 'prospectOpened' });
  const outcomes = await Promise.all(
    [cancelled, opened].map((change) => prospects.commit({ ...change, dueAt, ...nothing })),
  );
  expect(outcomes.sort()).toEqual(['committed', 'conflict']);
  expect(await prospects.history(before.prospect.id)).toHaveLength(2);
});

it('it is due once, where it was moved to, and never when it waits for nothing', async () => {
  const before = await kept();
  const { id } = before.prospect;
  const later = new Date(dueAt.getTime() + 60_000);
  await prospects.move(before, later);
  await prospects.move(before, dueAt);
  expect(await dueIds(dueAt)).not.toContain(id);
  expect((await dueIds(later)).filter((one) => one === id)).toEqual([id]);
  const ended = step(await found(before.prospect), { type: 'prospectCancelled' });
  expect(await prospects.commit({ ...ended, dueAt: null, ...nothing })).toBe('committed');
  expect(await dueIds(later)).not.toContain(id);
});

it('it is followed until it is linked or cancelled', async () => {
  const before = await kept();
  const follows = async () => (await prospects.followed()).some(({ id }) => id === before.prospect.id);
  expect(await follows()).toBe(true);
  const expired = step(before, { type: 'prospectExpired' });
  await prospects.commit({ ...expired, dueAt: null, ...nothing });
  expect(await follows()).toBe(true);
  const what = { type: 'prospectLinked', customerTenantId: 'c', matchedBy: 'domain' } as const;
  await prospects.commit({ ...step(await found(before.prospect), what), dueAt, ...nothing });
  expect(await follows()).toBe(false);
});

it('lists are newest first, page by page, of one reseller or of all', async () => {
  const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  const own = [await kept('me', at(1)), await kept('me', at(3)), await kept('me', at(2))];
  await kept('somebody else', at(4));
  const first = await prospects.page({ resellerTenantId: 'me' }, 2, null);
  const rest = await prospects.page({ resellerTenantId: 'me' }, 2, first.position);
  const ids = [...first.prospects, ...rest.prospects].map(({ id }) => id);
  expect(ids).toEqual([own[1], own[2], own[0]].map((one) => one?.prospect.id));
  expect(rest.position).toBeNull();
  const all = await prospects.page({ resellerTenantId: null }, 1, null);
  expect(all.prospects[0]?.resellerTenantId).toBe('somebody else');
});
