import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seal } from '../../../../../shared/domain/chain.ts';
import { digestOf, type AttestationId } from '../../../../../shared/domain/customers/attestationId.ts';
import type { AgreementEvent, EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';
import { presentEvidence } from '../../../../../shared/contracts/customers/presentEvidence.ts';
import { evidencePage } from '../../../../../shared/views/pages/evidencePage.ts';
import { rowKeys } from '../../../../../shared/adapters/storage/kit/keys.ts';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import { collectEvidence } from '../../../../../shared/workflows/customers/collectEvidence.ts';
import { dump } from '../invariants.ts';
import { change, discover, found, start, startTestStorage, type TestStorage } from '../testStorage.ts';

const id = '49a69a39-8244-4c51-9805-4f5aa3adac6b' as AttestationId;
const attestationDigest = digestOf(id);
const signatory = { firstName: 'Ada', lastName: 'Vos', email: 'ada@contoso.com', phone: null };
const requested: EventData = {
  type: 'attestationRequested',
  ...{ number: 1, mode: 'enhanced', delivery: 'email', signatory, companyName: 'Contoso', country: 'US' },
  ...{ language: 'en-US', wantedLanguage: null, mailLanguage: 'en', acceptedAt: null },
  ...{ closesAt: new Date('2026-04-01T00:00:00Z'), requestId: 'r' },
};
const started: EventData = {
  type: 'attestationStarted',
  ...{ number: 1, link: 1, attestationDigest, linkExpiresAt: null, operationId: null },
};
const opened: EventData = { type: 'attestationOpened', number: 1 };

let storage: TestStorage;
let writer: StoragePorts;
let tenant: string;
beforeAll(async () => {
  storage = await startTestStorage();
  writer = await storage.writer();
});
beforeEach(async () => {
  await storage.clear();
  tenant = (await discover(writer)).record.customerTenantId;
});
afterAll(() => storage.stop());

const commit = async (events: EventData[], attestationId?: AttestationId) => {
  const before = await found(writer.agreements, tenant);
  expect(await writer.agreements.commit({ ...change(before, events), attestationId })).toBe('committed');
};
const collect = () =>
  collectEvidence(
    { ...writer, clock: storage.clock },
    { customerTenantId: tenant, sight: { resellerTenantId: null } },
  );
const idOfRecord = async () =>
  writer.agreements.attestationId(await found(writer.agreements, tenant), attestationDigest);
const tablesText = async () => JSON.stringify(await dump(storage.tables));
const rowKey = rowKeys.record;

/** Puts the attestation's rows into the form that they had before: with the id, and with the hash over it. */
async function storeAsBefore(): Promise<void> {
  const { customers } = storage.tables;
  const events = await writer.agreements.history(tenant, 1, 100);
  let previousHash = '';
  for (const event of events) {
    const { hash: _hash, what, ...rest } = event;
    const { attestationDigest: digest, ...data } = what as EventData & { attestationDigest?: string };
    const before = (digest === undefined ? data : { ...data, attestationId: id }) as EventData;
    const sealed: AgreementEvent = seal({
      ...rest,
      what: before,
      previousHash: previousHash || event.previousHash,
    });
    previousHash = sealed.hash;
    const key = { partitionKey: tenant, rowKey: rowKeys.event(event.version) };
    await customers.updateEntity({ ...key, json: JSON.stringify(sealed) }, 'Merge');
  }
  const row = await customers.getEntity<{ json: string }>(tenant, rowKey);
  const { attestationIds: _ids, hidesIds: _hides, ...old } = row as typeof row & Record<string, unknown>;
  const record = JSON.parse(row.json) as { attestation: Record<string, unknown> };
  const { attestationDigest: _digest, ...attestation } = record.attestation;
  const json = { ...record, headHash: previousHash, attestation: { ...attestation, attestationId: id } };
  await customers.updateEntity(
    { ...old, partitionKey: tenant, rowKey, json: JSON.stringify(json) },
    'Replace',
  );
}

async function expectHiddenAndWhole(): Promise<void> {
  const evidence = await collect();
  const view = presentEvidence(evidence);
  expect(view.chain).toMatchObject({ isWhole: true, brokenAt: null });
  const text = JSON.stringify(view) + evidencePage(view) + JSON.stringify(evidence.record);
  expect(text).not.toContain(id);
  expect(text).toContain(attestationDigest);
}

it('stores the id of an attestation encrypted beside the record, and only its digest elsewhere', async () => {
  await commit([requested]);
  await commit([started], id);
  expect(await idOfRecord()).toBe(id);
  expect(await tablesText()).not.toContain(id);
  await expectHiddenAndWhole();
});

it('forgets the encrypted id when the record names it no longer', async () => {
  await commit([requested, started], id);
  const sealed = { partitionKey: tenant, rowKey };
  const idsOf = async () =>
    (await storage.tables.customers.getEntity(sealed.partitionKey, rowKey))['attestationIds'];
  expect(await idsOf()).toBeDefined();
  await commit([{ type: 'attestationLinkExpired', number: 1, link: 1, attestationDigest, requestId: 'r2' }]);
  expect(await idsOf()).toBeUndefined();
});

it('shows no id of a history that was stored with it, and still verifies its hashes', async () => {
  await commit([requested, started], id);
  await commit([opened]);
  await storeAsBefore();
  expect(await tablesText()).toContain(id);
  await expectHiddenAndWhole();
  const events = (await collect()).events.filter(({ withheld }) => withheld);
  expect(events.map(({ what }) => what.type)).toEqual(['attestationStarted']);
  expect(await idOfRecord()).toBe(id);
});

it('encrypts stored ids at the next audit, and the chain stays whole', async () => {
  await commit([requested, started], id);
  await storeAsBefore();
  const before = (await collect()).record.headHash;
  await writer.storageAudit.share('records', null, () => false);
  expect(await tablesText()).not.toContain(id);
  await expectHiddenAndWhole();
  expect((await collect()).record.headHash).toBe(before);
  expect(await idOfRecord()).toBe(id);
  await commit([opened]);
  await expectHiddenAndWhole();
  expect(await idOfRecord()).toBe(id);
});

it('encrypts the id of a stored record with its next change, and its events at the audit after it', async () => {
  await commit([requested, started], id);
  await storeAsBefore();
  await commit([opened]);
  expect(await idOfRecord()).toBe(id);
  await writer.storageAudit.share('records', null, () => false);
  expect(await tablesText()).not.toContain(id);
  await expectHiddenAndWhole();
});

it('finds an event that was edited after its id was encrypted', async () => {
  await commit([requested, started], id);
  await storeAsBefore();
  await writer.storageAudit.share('records', null, () => false);
  const key = { partitionKey: tenant, rowKey: rowKeys.event(3) };
  const { customers } = storage.tables;
  const { json } = await customers.getEntity<{ json: string }>(tenant, key.rowKey);
  await customers.updateEntity({ ...key, json: json.replace('"link":1', '"link":2') }, 'Merge');
  expect(presentEvidence(await collect()).chain.brokenAt).toMatchObject({ version: 3 });
});

it('does not believe a row that says of itself that its hash was verified', async () => {
  await commit([requested, started], id);
  const key = { partitionKey: tenant, rowKey: rowKeys.event(2) };
  const { customers } = storage.tables;
  const { json } = await customers.getEntity<{ json: string }>(tenant, key.rowKey);
  const edited = { ...(JSON.parse(json) as object), withheld: 'attestationId', at: start };
  const changed = JSON.stringify(edited).replace('Contoso', 'Fabrikam');
  await customers.updateEntity({ ...key, json: changed }, 'Merge');
  expect(presentEvidence(await collect()).chain.brokenAt).toMatchObject({ version: 2 });
});
