import { randomBytes } from 'node:crypto';
import type { TableClient, TableEntity, TransactionAction } from '@azure/data-tables';
import { createAgreements } from '../../../shared/adapters/storage/customers/agreements.ts';
import { createTables, type Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { counterKey, createListings } from '../../../shared/adapters/storage/customers/listings.ts';
import { presentCustomer } from '../../../shared/contracts/customers/presentCustomer.ts';
import type { Services } from '../../../shared/services.ts';
import { inviteCustomer, type InviteCustomer } from '../../../shared/workflows/invitations/inviteCustomer.ts';
import { atRest } from '../../fakes/atRest.ts';

/** One write that an accept makes, ready to be sent by somebody else. */
export type Write =
  | { readonly table: keyof Tables; readonly kind: 'create'; readonly entity: TableEntity }
  | { readonly table: keyof Tables; readonly kind: 'transaction'; readonly actions: TransactionAction[] };

/** What every accept of the bench asks for. */
export const invitation = {
  kind: 'existingCustomer',
  recipient: { firstName: 'Maya', lastName: 'Keller', email: 'maya@contoso.example' },
  language: 'en',
  delivery: 'email',
} as const;

const request: InviteCustomer['request'] = {
  ...invitation,
  recipient: { ...invitation.recipient, phone: null },
  note: null,
};

/**
 * The table writes of one accept, in their order: the app's own workflow decides and its own adapter makes
 * the rows, but they are noted instead of stored.
 */
export async function planAccept(
  services: Services,
  connectionString: string,
  customerTenantId: string,
): Promise<Write[]> {
  const writes: Write[] = [];
  const tables = noting(createTables(connectionString), writes);
  const needs = {
    tables,
    listings: createListings(tables.byStatus),
    clock: services.clock,
    atRest,
    newId: () => randomBytes(6).toString('hex'),
  };
  const noWakeUps = { send: async (): Promise<void> => undefined };
  const outcome = await inviteCustomer(
    { ...services, agreements: createAgreements(needs), mailWakeUps: noWakeUps },
    {
      customerTenantId,
      request,
      by: { kind: 'agent', id: 'b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90' },
      once: {
        id: randomBytes(32).toString('hex'),
        fingerprint: randomBytes(32).toString('hex'),
        answer: (record) =>
          JSON.stringify({
            headers: { location: `/api/v1/customers/${customerTenantId}` },
            body: { ...presentCustomer(record, services), content: null },
          }),
      },
    },
  );
  if (outcome.kind !== 'changed') throw new Error('The accept of a fresh customer changed nothing.');
  return writes;
}

/** Reads go through to storage; writes are noted and answered as done. */
function noting(tables: Tables, writes: Write[]): Tables {
  const note = (table: keyof Tables): TableClient =>
    new Proxy(tables[table], {
      get(client, name) {
        if (name === 'createEntity')
          return async (entity: TableEntity) => void writes.push({ table, kind: 'create', entity });
        if (name === 'submitTransaction')
          return async (actions: TransactionAction[]) => {
            writes.push({ table, kind: 'transaction', actions: actions.map(unfenced) });
            return { subResponses: [] };
          };
        if (/^(update|upsert|delete)/.test(String(name)))
          throw new Error(`An accept does not call ${String(name)}; teach the bench to replay it.`);
        const member: unknown = Reflect.get(client, name);
        return typeof member === 'function' ? (member.bind(client) as unknown) : member;
      },
    });
  return {
    customers: note('customers'),
    due: note('due'),
    byStatus: note('byStatus'),
    byName: note('byName'),
    sorted: note('sorted'),
    events: tables.events,
    mails: tables.mails,
    webhooks: tables.webhooks,
    prospects: tables.prospects,
    imports: tables.imports,
    activity: tables.activity,
    people: tables.people,
  };
}

/**
 * The raw client keeps no count, so its counters are rows of the same size beside the real ones, written
 * unconditionally: it never waits for a turn, which makes the yardstick a little stricter.
 */
function unfenced(action: TransactionAction): TransactionAction {
  const [, entity] = action;
  if (entity.rowKey !== counterKey) return action;
  return ['upsert', { ...entity, rowKey: `${counterKey}!bench` }, 'Replace'];
}
