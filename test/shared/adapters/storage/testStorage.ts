import { setTimeout as sleep } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import { startAzurite } from '../../../../infra/local/azurite.ts';
import { createTables, type Tables } from '../../../../shared/adapters/storage/kit/storageClients.ts';
import { createStorage as createTablesAndQueues } from '../../../../infra/local/storage.ts';
import { createStorage, type StoragePorts } from '../../../../shared/adapters/storage/storage.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import type { Current, Stored } from '../../../../shared/workflows/ports/recordPorts.ts';
import type { Needs, Policy } from '../../../../shared/workflows/ports/ports.ts';
import { startTableProxy, type TableProxy } from '../../../fault/proxies/tableProxy.ts';
import { atRest } from '../../../fakes/atRest.ts';
import type { Actor } from '../../../../shared/domain/actor.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

export const day = 24 * 60 * 60_000;
export const start = new Date('2026-03-02T08:00:00.000Z');
export const system: Actor = { kind: 'system' };

/** Our tables, in memory or on Azurite, and writers whose requests a rule of their own can break. */
export type BreakableStorage = {
  readonly tables: Tables;
  readonly clock: { now(): Date; set(instant: Date): void };
  writer(): Promise<StoragePorts & { readonly proxy: Pick<TableProxy, 'rule' | 'count'> }>;
  /** Resolves when every request that a writer has sent has had its effect. A failed call may leave some behind. */
  settled(): Promise<void>;
  /** Empties the tables. */
  clear(): Promise<void>;
  stop(): Promise<void>;
};

/** Azurite with our tables, and writers who each reach it through a proxy of their own. */
export type TestStorage = Omit<BreakableStorage, 'writer'> & {
  readonly connectionString: string;
  writer(): Promise<StoragePorts & { readonly proxy: TableProxy }>;
};

export async function startTestStorage(): Promise<TestStorage> {
  const { connectionString, stop } = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createTablesAndQueues(connectionString);
  const tables = createTables(connectionString);
  const proxies: TableProxy[] = [];
  let instant = start;
  const clock = { now: () => instant, set: (to: Date) => void (instant = to) };
  return {
    connectionString,
    tables,
    clock,
    async writer() {
      const proxy = await startTableProxy(connectionString);
      proxies.push(proxy);
      return { ...createStorage(proxy.connectionString, clock, { atRest, retryDelayMs: 1 }), proxy };
    },
    async settled() {
      while (proxies.some((proxy) => proxy.running() > 0)) await sleep(1);
    },
    async clear() {
      while (proxies.some((proxy) => proxy.running() > 0)) await sleep(1);
      await Promise.all(Object.values(tables).map(empty));
    },
    async stop() {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
      await stop();
    },
  };
}

/** Also where a test has taken the table away. */
async function empty(table: TableClient): Promise<void> {
  const rows = table.listEntities().byPage({ maxPageSize: 1 });
  const { value } = (await rows.next().catch(() => ({ value: null }))) as {
    value: readonly unknown[] | null;
  };
  if (value?.length === 0) return;
  if (value) await table.deleteTable();
  await table.createTable();
}

let tenants = 0;
export function newTenantId(): string {
  tenants += 1;
  return `${tenants.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
}

export type Details = { companyName?: string; domain?: string; dueAt?: Date };

/** Stores a new customer and gives what is stored. */
export async function discover(
  { agreements }: Pick<StoragePorts, 'agreements'>,
  customerTenantId = newTenantId(),
  { companyName = 'Contoso', domain = 'contoso.com', dueAt = start }: Details = {},
): Promise<Stored> {
  const what: EventData = { type: 'customerDiscovered', customerTenantId, companyName, domain };
  const { record, events } = append(undefined, [what], { at: start, by: system });
  await agreements.commit({ before: undefined, after: record, events, dueAt, mails: [], receipt: null });
  return found(agreements, customerTenantId);
}

export type Extras = { at?: Date; dueAt?: Date; receiptId?: string; mailId?: string };

/** A change of what is stored, as a workflow would commit it. */
export function change(before: Current, happenings: readonly EventData[], extras: Extras = {}) {
  const { at = start, dueAt = new Date(at.getTime() + 30 * day), receiptId, mailId } = extras;
  const { record, events } = append(before.record, happenings, { at, by: system });
  const receipt = receiptId ? { id: receiptId, fingerprint: 'f', answer: '{"ok":true}' } : null;
  const letter = { recipient: 'a@contoso.com', recipientName: null, subject: 'S', html: 'h', text: 't' };
  const mails = mailId ? [{ operationId: mailId, ...letter }] : [];
  return { before, after: record, events, dueAt, mails, receipt };
}

/** Nobody is reminded, nobody is told. */
export const quietly: Pick<Policy, 'reminders' | 'notices' | 'mailPasswords' | 'mailLimits'> = {
  reminders: { firstMs: day, everyMs: day, limit: 0 },
  mailPasswords: false,
  mailLimits: { perCustomer: 100, perRecipient: 100, windowMs: 3_600_000 },
  notices: {
    ...{ agentEmail: null, tellCustomer: false },
    recordUrl: () => 'https://partner.example',
    prospectUrl: () => 'https://partner.example',
    endpointUrl: () => 'https://partner.example',
  },
};

/** What a transition needs beside storage: mails that say nothing, and nobody to wake. */
export const letters: Pick<Needs, 'mailsFor' | 'mailWakeUps' | 'stableId'> = {
  async mailsFor(before, after) {
    const known = new Set(before.mails.map(({ operationId }) => operationId));
    const fresh = after.mails.filter(({ operationId }) => !known.has(operationId));
    const letter = { recipient: 'a@contoso.com', recipientName: null, subject: 's', html: 'h', text: 't' };
    return fresh.map(({ operationId }) => ({ operationId, ...letter }));
  },
  mailWakeUps: { send: async () => undefined },
  stableId: (...parts) => parts.join('|'),
};

export async function found(
  agreements: StoragePorts['agreements'],
  customerTenantId: string,
): Promise<Stored> {
  const stored = await agreements.find(customerTenantId);
  if (!stored) throw new Error('There is no such customer.');
  return stored;
}

/** Claims every row due by then and moves nothing. Twice: rows found in the first round lead to others. */
export async function quiesce(
  { agreements, schedule }: Pick<StoragePorts, 'agreements' | 'schedule'>,
  now = new Date('2100-01-01T00:00:00Z'),
): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (const row of await schedule.due(now, 10_000)) {
      await schedule.claim(row, await agreements.find(row.customerTenantId), now);
    }
  }
}
