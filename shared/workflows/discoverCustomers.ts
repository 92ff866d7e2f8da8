import { append } from '../domain/history.ts';
import type { DiscoveredCustomer, Needs } from './ports.ts';

export type Discovery = { readonly seen: number; readonly added: number };

/** Pages through the partner's customers and starts a record for each one that has none. */
export async function discoverCustomers(needs: Needs): Promise<Discovery> {
  let position: string | null = null;
  let seen = 0;
  let added = 0;
  do {
    const page = await needs.partnerCenter.customers(position);
    for (const customer of page.customers) {
      seen += 1;
      if (await start(needs, customer)) added += 1;
    }
    position = page.position;
  } while (position !== null);
  return { seen, added };
}

/** A second discovery at the same time meets a conflict: the other one has done it. */
async function start({ agreements, clock }: Needs, customer: DiscoveredCustomer): Promise<boolean> {
  if (await agreements.find(customer.customerTenantId)) return false;
  const now = clock.now();
  const { record, events } = append(undefined, [{ type: 'customerDiscovered', ...customer }], {
    at: now,
    by: { kind: 'system' },
  });
  const change = { before: undefined, after: record, events, dueAt: now, mail: null, receipt: null };
  return (await agreements.commit(change)) === 'committed';
}
