import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBlobStore } from '../../../../shared/adapters/backup/blobStore.ts';
import { createFolderStore } from '../../../../shared/adapters/backup/folderStore.ts';
import type { StoragePorts } from '../../../../shared/adapters/storage/storage.ts';
import { createStorage } from '../../../../shared/adapters/storage/storage.ts';
import { tables as tableNames } from '../../../../shared/tables.ts';
import { backUpTables } from '../../../../shared/workflows/backup/backUpTables.ts';
import { listBackups, restoreTables } from '../../../../shared/workflows/backup/restoreTables.ts';
import { findBreak } from '../../../../shared/domain/chain.ts';
import { reconcileAgreements } from '../../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { collectEvidence } from '../../../../shared/workflows/customers/collectEvidence.ts';
import type { CopiedRow, TableCopies } from '../../../../shared/workflows/ports/backupPorts.ts';
import { atRest } from '../../../fakes/atRest.ts';
import { createWorld } from '../../../fakes/world.ts';
import { startAzuriteContainer } from '../../adapters/backup/azuriteContainer.ts';
import { telemetryInMemory } from '../../../fakes/telemetry.ts';
import {
  change,
  discover,
  found,
  startTestStorage,
  type TestStorage,
} from '../../adapters/storage/testStorage.ts';

let storage: TestStorage;
let ports: StoragePorts;
let folder: string;
beforeAll(async () => {
  storage = await startTestStorage();
  ports = createStorage(storage.connectionString, storage.clock, { atRest, retryDelayMs: 1 });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-backup-'));
});
afterAll(() => storage.stop());

const needsWith = (tableCopies: TableCopies = ports.tableCopies) => ({
  ...{ tableCopies, backupStore: createFolderStore(folder) },
  ...{ clock: { now: () => new Date() }, telemetry: telemetryInMemory() },
});

describe('a table that was dropped', () => {
  it('is back after a restore: every row as it was, lists and counts right, the chain whole', async () => {
    const before = await discover(ports);
    const accepted = {
      type: 'standingChecked',
      standing: {
        kind: 'accepted',
        acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
      },
    } as const;
    await ports.agreements.commit(change(before, [accepted], { mailId: 'mail-1', receiptId: 'r-1' }));
    const tenant = before.record.customerTenantId;
    const stored = await found(ports.agreements, tenant);
    const rowOfEveryType = {
      ...{ partitionKey: 'types', rowKey: 'all', text: 'ü', whole: 5, part: 1.5, yes: true },
      ...{ bytes: new Uint8Array([1, 2, 3]), big: { type: 'Int64', value: '9007199254740993' } },
      ...{ at: new Date('2026-03-02T08:00:00.123Z'), id: { type: 'Guid', value: tenant } },
    } as const;
    await storage.tables.imports.createEntity(rowOfEveryType);
    const typed = { disableTypeConversion: true };
    const asBefore = await storage.tables.imports.getEntity('types', 'all', typed);
    const needs = needsWith();

    const { id, rows } = await backUpTables(needs);
    expect(rows).toBeGreaterThan(6);
    expect(await listBackups(needs)).toEqual([id]);
    expect(needs.telemetry.lines.filter((line) => line.includes('backup.rows'))).toHaveLength(
      Object.keys(tableNames).length,
    );

    await storage.clear();
    expect(await ports.agreements.find(tenant)).toBeUndefined();
    await storage.tables.customers.deleteTable();
    const restored = await restoreTables(needs, { id: id ?? '' });
    expect(restored.map(({ table }) => table)).toEqual(Object.values(tableNames));

    const { etag: _e, timestamp: _t, ...now } = await storage.tables.imports.getEntity('types', 'all', typed);
    expect(now).toEqual(withoutSystem(asBefore));
    expect((await found(ports.agreements, tenant)).record).toEqual(stored.record);
    const needsOfEvidence = { ...ports, clock: storage.clock };
    const sight = { kind: 'all' } as unknown as Parameters<typeof collectEvidence>[1]['sight'];
    const evidence = await collectEvidence(needsOfEvidence, { customerTenantId: tenant, sight });
    expect(evidence.tampering).toBeNull();
    expect(evidence.events.length).toBe(stored.record.version);
    expect((await ports.customerIndex.counts()).accepted).toBe(1);
  });

  it('keeps what is newer than the copy, and can be restored twice', async () => {
    const before = await discover(ports);
    const needs = needsWith();
    const { id } = await backUpTables(needs);
    await ports.agreements.commit(
      change(before, [{ type: 'standingChecked', standing: { kind: 'required' } } as never]),
    );
    const newer = await found(ports.agreements, before.record.customerTenantId);
    await restoreTables(needs, { id: id ?? '' });
    const again = await restoreTables(needs, { id: id ?? '', tables: ['Customers'] });
    expect(again).toEqual([expect.objectContaining({ table: 'Customers', added: 0 })]);
    expect((await found(ports.agreements, before.record.customerTenantId)).record).toEqual(newer.record);
  });
});

describe('a container of blobs', () => {
  it('keeps the copy from which a dropped table comes back; a reconciliation then goes on with the chain', async () => {
    const container = await startAzuriteContainer(storage.connectionString);
    onTestFinished(container.stop);
    const { url: containerUrl, credential } = container;
    const needs = { ...needsWith(), backupStore: createBlobStore({ containerUrl, credential }) };
    await storage.clear();
    const { record } = await discover(ports);
    const { id } = await backUpTables(needs);
    expect(await listBackups(needs)).toEqual([id]);
    await needs.backupStore.put(`${id ?? ''}/manifest.json`, Buffer.from('replaced'));

    await storage.tables.customers.deleteTable();
    await expect(ports.agreements.find(record.customerTenantId)).rejects.toThrow();
    await restoreTables(needs, { id: id ?? '', tables: ['Customers'] });
    // Microsoft knows what happened since the copy was made.
    const world = createWorld();
    world.microsoftSays({ kind: 'read', signedDirectly: true, confirmed: [] });
    await reconcileAgreements({ ...world, ...ports }, { nextRunAt: null, report: () => undefined });

    const now = await found(ports.agreements, record.customerTenantId);
    expect(now.record.status).toBe('accepted');
    expect(now.record.version).toBeGreaterThan(record.version);
    const events = await ports.agreements.history(record.customerTenantId, 1, 1000);
    expect(events).toHaveLength(now.record.version);
    expect(findBreak(events)).toBeNull();
  });
});

describe('a copy', () => {
  it('that was changed or is incomplete writes nothing', async () => {
    await discover(ports);
    const needs = needsWith();
    const { id } = await backUpTables(needs);
    await writeFile(join(folder, id ?? '', 'Customers.00000.ndjson.gz'), 'x');
    await storage.clear();
    await expect(restoreTables(needs, { id: id ?? '' })).rejects.toThrow('its hash differs');
    expect(await ports.customerIndex.counts()).toMatchObject({ unknown: 0 });
    await rm(join(folder, id ?? '', 'manifest.json'));
    expect(await listBackups(needs)).toEqual([]);
  });

  it('holds each partition as it was at one moment, though it was written to between two pages', async () => {
    const row = (rowKey: string, version: number): CopiedRow => ({ partitionKey: 'p', rowKey, version });
    const after = [row('evt|1', 1), row('evt|2', 2), row('rec', 2)];
    const written: CopiedRow[] = [];
    const copies: TableCopies = {
      names: ['T'],
      // The second event is written after its place was read, and before the record is.
      async *rows() {
        yield [row('evt|1', 1)];
        yield [row('rec', 2)];
      },
      changedPartitions: async () => ['p'],
      partition: async () => after,
      create: async () => undefined,
      async addMissing(_table, rows) {
        const missing = rows.filter(({ rowKey }) => !written.some((one) => one.rowKey === rowKey));
        written.push(...missing);
        return missing.length;
      },
    };
    const needs = needsWith(copies);
    const { id } = await backUpTables(needs);
    await restoreTables(needs, { id: id ?? '' });
    expect(written).toEqual(after);
  });

  it('is not made where no container is named', async () => {
    expect(await backUpTables({ ...needsWith(), backupStore: undefined })).toEqual({ id: null, rows: 0 });
  });
});

function withoutSystem(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !['etag', 'timestamp'].includes(name)));
}
