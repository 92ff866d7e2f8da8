import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import { presentEvidence } from '../../../../../shared/contracts/customers/presentEvidence.ts';
import { evidencePage } from '../../../../../shared/views/pages/evidencePage.ts';
import { collectEvidence } from '../../../../../shared/workflows/customers/collectEvidence.ts';
import { change, discover, found, startTestStorage, type TestStorage } from '../testStorage.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

const everybody = { resellerTenantId: null };
const steps: EventData[] = [
  { type: 'checkRequested' },
  { type: 'standingChecked', standing: { kind: 'none' } },
  {
    type: 'standingChecked',
    standing: {
      kind: 'accepted',
      acceptance: {
        path: 'partnerAttestation',
        acceptedAt: new Date('2025-01-02T03:04:05.678Z'),
        signatory: { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com', phone: null },
      },
    },
  },
];
const rowOf = (version: number) => `evt|${String(version).padStart(10, '0')}`;

let storage: TestStorage;
let writer: StoragePorts;
let tenant: string;

beforeAll(async () => {
  storage = await startTestStorage();
  writer = await storage.writer();
});
beforeEach(async () => {
  const stored = await discover(writer);
  tenant = stored.record.customerTenantId;
  for (const step of steps)
    await writer.agreements.commit(change(await found(writer.agreements, tenant), [step]));
});
afterAll(() => storage.stop());

const collect = async () =>
  collectEvidence({ ...writer, clock: storage.clock }, { customerTenantId: tenant, sight: everybody });

/** Changes the JSON of a row, as somebody with access to the account can. */
async function edit(rowKey: string, how: (json: string) => string): Promise<void> {
  const { json } = await storage.tables.customers.getEntity<{ json: string }>(tenant, rowKey);
  await storage.tables.customers.updateEntity({ partitionKey: tenant, rowKey, json: how(json) }, 'Merge');
}

async function swap(a: string, b: string): Promise<void> {
  const first = await storage.tables.customers.getEntity<{ json: string }>(tenant, a);
  const second = await storage.tables.customers.getEntity<{ json: string }>(tenant, b);
  await edit(a, () => second.json);
  await edit(b, () => first.json);
}

it('untouched evidence is whole', async () => {
  const evidence = await collect();
  expect(evidence.tampering).toBeNull();
  expect(evidence.events).toHaveLength(4);
  const shown = presentEvidence(evidence);
  expect(shown.chain).toMatchObject({
    isWhole: true,
    brokenAt: null,
    events: 4,
    headHash: shown.events[3]?.hash,
  });
});

it.each<[string, () => Promise<unknown>, number, string]>([
  [
    'a name in an event',
    () => edit(rowOf(4), (json) => json.replace('Tania', 'Tanja')),
    4,
    'its content was changed',
  ],
  [
    'the date of an event',
    () => edit(rowOf(2), (json) => json.replace('2026-03-02', '2026-03-01')),
    2,
    'its content was changed',
  ],
  [
    'who did it',
    () => edit(rowOf(3), (json) => json.replace('system', 'customer')),
    3,
    'its content was changed',
  ],
  [
    'an event with a hash of its own',
    () => edit(rowOf(2), (json) => json.replace(/"hash":"[0-9a-f]{8}/, '"hash":"00000000')),
    2,
    'its content was changed',
  ],
  [
    'an event into something that is none',
    () => edit(rowOf(2), () => '{"version":2}'),
    2,
    'an event is missing',
  ],
  [
    'an event into half of its text',
    () => edit(rowOf(3), (json) => json.slice(0, 40)),
    3,
    'an event is missing',
  ],
  [
    'an event by deleting it',
    () => storage.tables.customers.deleteEntity(tenant, rowOf(2)),
    2,
    'an event is missing',
  ],
  [
    'the end by deleting it',
    () => storage.tables.customers.deleteEntity(tenant, rowOf(4)),
    4,
    'an event is missing',
  ],
  ['the order', () => swap(rowOf(2), rowOf(3)), 2, 'an event is missing'],
  [
    'the record',
    () => edit('rec', (json) => json.replace('"status":"accepted"', '"status":"required"')),
    4,
    'the record is not what its events tell',
  ],
  [
    'a name in the record',
    () => edit('rec', (json) => json.replace('Tania', 'Tanja')),
    4,
    'the record is not what its events tell',
  ],
])('finds that somebody changed %s', async (_what, tamper, version, why) => {
  await tamper();
  const evidence = await collect();
  expect(evidence.tampering).toEqual({ version, why });
  const shown = presentEvidence(evidence);
  expect(shown.chain).toMatchObject({ isWhole: false, brokenAt: { version, reason: why } });
  expect(evidencePage(shown)).toContain(`broken at event ${String(version)}`);
});

it('finds an event that somebody put behind the last one', async () => {
  const { record } = await found(writer.agreements, tenant);
  const forged = change({ record, token: null }, [{ type: 'checkRequested' }]).events[0];
  await storage.tables.customers.createEntity({
    partitionKey: tenant,
    rowKey: rowOf(5),
    json: JSON.stringify(forged),
  });
  expect((await collect()).tampering).toEqual({ version: 5, why: 'the record does not know of this event' });
});

it('takes no change made meanwhile for a break', async () => {
  const interrupted: StoragePorts['agreements'] = {
    ...writer.agreements,
    find: async (id) => {
      const before = await writer.agreements.find(id);
      if (before?.record.version === 4) {
        await writer.agreements.commit(change(before, [{ type: 'checkRequested' }]));
      }
      return before;
    },
  };
  const evidence = await collectEvidence(
    { ...writer, agreements: interrupted, clock: storage.clock },
    { customerTenantId: tenant, sight: everybody },
  );
  expect([evidence.tampering, evidence.events.length, evidence.record.version]).toEqual([null, 5, 5]);
});

it('is nobody else’s to see', async () => {
  const reseller = {
    customerTenantId: tenant,
    sight: { resellerTenantId: '484e548c-f5f3-4528-93a9-c16c6373cb59' },
  };
  await expect(collectEvidence({ ...writer, clock: storage.clock }, reseller)).rejects.toMatchObject({
    code: 'CUSTOMER_NOT_FOUND',
  });
});
