import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TableEntity } from '@azure/data-tables';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import { shardOf } from '../../../../../shared/adapters/storage/kit/keys.ts';
import type { Clock } from '../../../../../shared/workflows/ports/ports.ts';
import type { Repair } from '../../../../../shared/workflows/ports/auditPorts.ts';
import { auditStorage } from '../../../../../shared/workflows/operations/auditStorage.ts';
import type { Fate, TableProxy } from '../../../../fault/proxies/tableProxy.ts';
import { createWorld } from '../../../../fakes/world.ts';
import { dump, findBreaches } from '../invariants.ts';
import { change, day, discover, found, start, startTestStorage, type TestStorage } from '../testStorage.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

let storage: TestStorage;
let ports: StoragePorts & { readonly proxy: TableProxy };
const described: EventData = {
  type: 'customerDescribed',
  ...{ companyName: 'Contoso Nord', domain: 'contoso.com', country: 'CH', resellerTenantId: 'r-1' },
};
const missing: EventData = { type: 'standingChecked', standing: { kind: 'none' } };

beforeAll(async () => {
  storage = await startTestStorage();
  ports = await storage.writer();
});
beforeEach(async () => {
  await storage.clear();
  storage.clock.set(start);
});
afterAll(() => storage.stop());

/** Customers, and time enough for everything to be settled. */
async function healthy(customers = 3): Promise<string[]> {
  const ids: string[] = [];
  for (let count = 0; count < customers; count += 1) {
    const { record } = await discover(ports);
    const before = await found(ports.agreements, record.customerTenantId);
    await ports.agreements.commit(change(before, [described, missing]));
    ids.push(record.customerTenantId);
  }
  // After what the service writes now, by its own clock.
  storage.clock.set(new Date(Date.now() + day));
  return ids;
}

/** With the tables that a list or a chart is made from. */
const all = async () => {
  const [sorted, activity] = await Promise.all([rowsIn('sorted'), rowsIn('activity')]);
  return { ...(await dump(storage.tables)), sorted, activity };
};
const rowsIn = async (table: 'sorted' | 'activity') => {
  const rows: TableEntity[] = [];
  for await (const row of storage.tables[table].listEntities()) rows.push(row as TableEntity);
  return rows;
};
/** The tables that show customers, without the mark of changes, times of writing and tags. */
const shown = async () => {
  const { sorted, activity } = await all();
  return [...sorted, ...activity]
    .filter(({ partitionKey }) => partitionKey !== '!')
    .map(({ etag: _etag, timestamp: _timestamp, ...row }) => JSON.stringify(row, Object.keys(row).toSorted()))
    .toSorted();
};

const audit = (clock: Clock = storage.clock, reacceptanceCutoff: Date = start) => {
  const { telemetry, measured, policy } = createWorld();
  return auditStorage({ ...ports, telemetry, clock, policy: { ...policy, reacceptanceCutoff } }).then(
    (progress) => ({ ...progress, measured }),
  );
};
type Audited = 'due' | 'byStatus' | 'byName' | 'sorted' | 'activity';
const rowsOf = async (table: Audited, part: string) =>
  (await all())[table].filter(({ rowKey }) => rowKey?.includes(part)) as (TableEntity & {
    etag: string;
  })[];
const remove = async (table: Audited, part: string) => {
  for (const { partitionKey, rowKey } of await rowsOf(table, part))
    await storage.tables[table].deleteEntity(partitionKey, rowKey);
};

test('a healthy storage is looked at and left alone', async () => {
  await healthy();
  const before = await dump(storage.tables);
  const writes: string[] = [];
  ports.proxy.rule(({ method, url, body }) => {
    if (method !== 'GET') writes.push(`${method} ${url} ${body}`);
    return 'pass';
  });
  const { finishedAt, looked, mended } = await audit();
  expect(finishedAt).not.toBeNull();
  expect(looked).toBeGreaterThan(9 * 16);
  expect(Object.values(mended).every((count) => count === 0)).toBe(true);
  // It writes where it stands, and that the summary, which shows it, is another.
  const own = ["RowKey='audit'", "RowKey='changes'"];
  expect(writes.filter((write) => !own.some((row) => write.includes(row)))).toEqual([]);
  const after = await dump(storage.tables);
  expect(after.due.filter(({ rowKey }) => rowKey !== 'audit')).toEqual(before.due);
});

test('customers who accepted before a cut-off that was set anew are looked at now, and nobody else', async () => {
  const [early = '', late = '', none = ''] = await healthy();
  const acceptedAt = (days: number): EventData => {
    const acceptance = { path: 'partnerAttestation', signatory: null } as const;
    const at = new Date(start.getTime() + days * day);
    return {
      type: 'standingChecked',
      standing: { kind: 'accepted', acceptance: { ...acceptance, acceptedAt: at } },
    };
  };
  await ports.agreements.commit(change(await found(ports.agreements, early), [acceptedAt(1)]));
  await ports.agreements.commit(change(await found(ports.agreements, late), [acceptedAt(3)]));
  storage.clock.set(new Date(storage.clock.now().getTime() + day));
  const now = storage.clock.now();
  for (const id of [early, late, none])
    await ports.schedule.move(await found(ports.agreements, id), new Date(now.getTime() + 300 * day), now);
  const dueNow = async () =>
    (await ports.schedule.due(now, 99)).map(({ customerTenantId }) => customerTenantId);
  expect(await dueNow()).toEqual([]);
  const { mended } = await audit(storage.clock, new Date(start.getTime() + 2 * day));
  expect(await dueNow()).toEqual([early]);
  // It was set anew, not damaged.
  expect(Object.values(mended).every((count) => count === 0)).toBe(true);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

const stale = (id: string) => ({ customerTenantId: id, mark: '0000000001.stale', listed: 'failed|x' });
/** What is damaged, how the audit tells it, and how it is done. */
type Damage = [string, Repair[], (id: string) => Promise<unknown>];
const damages: Damage[] = [
  ['a due row is gone', ['dueRow'], (id) => remove('due', `Z|${id}`)],
  [
    'the due row is gone of a customer that has moved on',
    ['dueRow'],
    async (id) => {
      await ports.schedule.move(
        await found(ports.agreements, id),
        new Date(start.getTime() + 40 * day),
        start,
      );
      await remove('due', `Z|${id}`);
    },
  ],
  [
    'the note of a move names no row',
    ['dueRow'],
    async (id) => {
      await ports.schedule.move(
        await found(ports.agreements, id),
        new Date(start.getTime() + 40 * day),
        start,
      );
      const [note] = await rowsOf('due', `at|${id}`);
      if (note) await storage.tables.due.upsertEntity({ ...note, dueKey: '2030-01-01T00:00:00.000Z|x|y' });
    },
  ],
  ['a listing is gone', ['listing'], (id) => remove('byStatus', id)],
  ['a name is gone', ['names'], (id) => remove('byName', `t|nord|${id}`)],
  [
    'names are kept as an earlier version folded them',
    ['names', 'staleName'],
    async (id) => {
      const [row] = await rowsOf('byName', `t|nord|${id}`);
      await remove('byName', `t|nord|${id}`);
      const rowKey = String(row?.rowKey).replace('t|nord|', 't|nörd|');
      await storage.tables.byName.createEntity({ ...row, partitionKey: 'all', rowKey });
    },
  ],
  [
    'a record knows no names',
    ['names'],
    async (id) => {
      await remove('byName', id);
      const { named: _, ...row } = await storage.tables.customers.getEntity(id, 'rec');
      await storage.tables.customers.updateEntity(row as TableEntity, 'Replace');
    },
  ],
  [
    'a listing is there that no record names',
    ['staleListing'],
    async (id) => {
      const [row] = await rowsOf('byStatus', id);
      const shard = String(row?.partitionKey).slice(-1);
      await storage.tables.byStatus.createEntity({
        ...{ ...row, ...stale(id), partitionKey: `failed|${shard}`, rowKey: `${id}|0000000001.stale` },
      });
    },
  ],
  [
    'a listing and a name are there of nobody',
    ['staleListing', 'staleName'],
    async () => {
      const id = 'ffffffff-5bd4-4b0c-9a4e-1c2d3e4f5a6b';
      const keys = { partitionKey: `accepted|${shardOf(id)}`, rowKey: `${id}|0000000001.gone` };
      await storage.tables.byStatus.createEntity({ ...keys, customerTenantId: id });
      await storage.tables.byName.createEntity({ partitionKey: 'all', rowKey: `n|x|${id}|0000000001.gone` });
    },
  ],
  [
    'a name is there that is not the customer’s, and one of a commit that never came',
    ['staleName', 'staleName'],
    async (id) => {
      const [row] = await rowsOf('byName', `t|nord|${id}`);
      const mark = String(row?.rowKey).split('|').at(-1) ?? '';
      for (const rowKey of [`t|sued|${id}|${mark}`, `t|nord|${id}|0000000099.never`])
        await storage.tables.byName.createEntity({ partitionKey: 'all', rowKey, country: '' });
    },
  ],
  [
    'a due row is there that speaks for nobody',
    ['staleDueRow'],
    async (id) => {
      const [row] = await rowsOf('due', `Z|${id}`);
      const rowKey = `2090-01-01T00:00:00.000Z|${id}|0000000001.stale`;
      await storage.tables.due.createEntity({
        ...row,
        ...stale(id),
        partitionKey: String(row?.partitionKey),
        rowKey,
      });
    },
  ],
  ['a place in the order of names is gone', ['order'], (id) => remove('sorted', `n|contoso nord|${id}`)],
  [
    'a customer is in every order under another name',
    ['order'],
    async (id) => {
      for (const { partitionKey, rowKey } of await rowsOf('sorted', id))
        await storage.tables.sorted.updateEntity({ partitionKey, rowKey, companyName: 'Woodgrove' }, 'Merge');
    },
  ],
  [
    'a customer is twice in an order, and there is one of nobody',
    // The first is also what a writer leaves that was too late: it goes, and is no damage.
    ['staleOrder'],
    async (id) => {
      for (const tenantId of [id, 'ffffffff-5bd4-4b0c-9a4e-1c2d3e4f5a6b'])
        await storage.tables.sorted.createEntity({
          ...{ partitionKey: 'failed', rowKey: `n|woodgrove|${tenantId}|failed|0000000001` },
          ...{ customerTenantId: tenantId, companyName: 'Woodgrove' },
        });
    },
  ],
  ['steps are gone', ['step', 'step'], (id) => remove('activity', id)],
  [
    'a step tells of another actor',
    ['step'],
    async (id) => {
      const [row] = await rowsOf('activity', id);
      const { partitionKey = '', rowKey = '' } = row ?? {};
      await storage.tables.activity.updateEntity({ partitionKey, rowKey, actors: 'mara' }, 'Merge');
    },
  ],
  [
    'a counter is wrong',
    ['counter'],
    async (id) => {
      const [row] = await rowsOf('byStatus', id);
      const keys = { partitionKey: String(row?.partitionKey), rowKey: '!n' };
      await storage.tables.byStatus.updateEntity({ ...keys, count: 77 }, 'Replace');
    },
  ],
  [
    'a counter is gone',
    ['counter'],
    async (id) => {
      const [row] = await rowsOf('byStatus', id);
      await storage.tables.byStatus.deleteEntity(String(row?.partitionKey), '!n');
    },
  ],
];

test('whatever is damaged is mended and told, once, and is as good as new', async () => {
  const ids = await healthy(damages.length);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
  const whole = await shown();
  for (const [index, [what, , damage]] of damages.entries()) {
    const before = await all();
    await damage(ids[index] ?? '');
    expect(await all(), what).not.toEqual(before);
  }
  const { mended, measured, lastMendedAt } = await audit();
  const { counter, ...rows } = mended;
  const kinds = Object.entries(rows).flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  const told = damages.flatMap(([, repairs]) => repairs).filter((repair) => repair !== 'counter');
  expect(kinds.toSorted()).toEqual(told.toSorted());
  // Rows that came and went by hand have left wrong counters, too, some of them the same.
  expect(counter).toBeGreaterThan(1);
  expect(measured).toHaveLength(told.length + counter);
  expect(measured).toContainEqual(['storage.mended', 1, { what: 'counter' }]);
  expect(lastMendedAt).not.toBeNull();
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
  expect(await shown()).toEqual(whole);

  const { mended: again } = await audit();
  expect(Object.values(again).every((count) => count === 0)).toBe(true);
  for (const id of ids) {
    const stored = await found(ports.agreements, id);
    expect(await ports.agreements.commit(change(stored, [{ type: 'checkRequested' }]))).toBe('committed');
  }
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('the rows of a commit under way are not taken away, and nobody counts them as mended', async () => {
  const [id = ''] = await healthy();
  const stored = await found(ports.agreements, id);
  const sleeper = await storage.writer();
  storage.clock.set(new Date());
  const wake = gate();
  const asleep = gate();
  sleeper.proxy.rule(async ({ body }): Promise<Fate> => {
    if (!body.includes('/Customers')) return 'pass';
    asleep.resolve();
    await wake.promise;
    return 'pass';
  });
  const renamed: EventData = { ...described, companyName: 'Contoso Süd' };
  const extras = { at: storage.clock.now() };
  const commit = sleeper.agreements.commit(
    change(
      stored,
      [renamed, { type: 'standingChecked', standing: { kind: 'unknown', reason: 'refused' } }],
      extras,
    ),
  );
  await asleep.promise;
  const { mended } = await audit();
  expect(Object.values(mended).every((count) => count === 0)).toBe(true);
  wake.resolve();
  expect(await commit).toBe('committed');
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('an audit goes on where it stopped, share by share, and the next begins anew', async () => {
  await healthy();
  let calls = 0;
  // Each look at the clock finds a minute gone: a run ends after a few shares.
  const clock = { now: () => new Date(Date.now() + day + (calls += 1) * 60_000) };
  let progress = await audit(clock);
  const startedAt = progress.startedAt;
  let runs = 1;
  for (; !progress.finishedAt; runs += 1) {
    const before = progress;
    progress = await audit(clock);
    expect(progress.startedAt).toEqual(startedAt);
    const stand = ({ part, position, finishedAt }: typeof progress) => [part, position, finishedAt];
    expect(stand(progress)).not.toEqual(stand(before));
  }
  expect(runs).toBeGreaterThan(5);
  expect((await audit(clock)).startedAt).not.toEqual(startedAt);
});

function gate() {
  let resolve = () => {};
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve: () => resolve() };
}
