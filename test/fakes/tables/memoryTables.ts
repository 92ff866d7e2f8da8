import type { Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { createMemoryTable, type MemoryTable } from './memoryTable.ts';

export type MemoryTables = {
  readonly clients: Tables;
  /** Requests so far; a transaction is one. */
  transactions(): number;
  rows(table: keyof Tables): ReturnType<MemoryTable['rows']>;
};

/** All tables of the app in memory. */
export function createMemoryTables(): MemoryTables {
  const all = {
    customers: createMemoryTable(),
    due: createMemoryTable(),
    byStatus: createMemoryTable(),
    byName: createMemoryTable(),
    sorted: createMemoryTable(),
    events: createMemoryTable(),
    mails: createMemoryTable(),
    webhooks: createMemoryTable(),
    prospects: createMemoryTable(),
    imports: createMemoryTable(),
    activity: createMemoryTable(),
    people: createMemoryTable(),
  };
  return {
    clients: {
      customers: all.customers.client,
      due: all.due.client,
      byStatus: all.byStatus.client,
      byName: all.byName.client,
      sorted: all.sorted.client,
      events: all.events.client,
      mails: all.mails.client,
      webhooks: all.webhooks.client,
      prospects: all.prospects.client,
      imports: all.imports.client,
      activity: all.activity.client,
      people: all.people.client,
    },
    transactions: () => Object.values(all).reduce((sum, table) => sum + table.transactions(), 0),
    rows: (table) => all[table].rows(),
  };
}
