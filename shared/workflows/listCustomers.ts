import type { CustomerFilter, Needs } from './ports.ts';
import type { SeenCustomer } from './readCustomer.ts';

export type CustomerPage = { readonly customers: readonly SeenCustomer[]; readonly position: string | null };

/** One page of customers, read from the records themselves: the index only says where to look. */
export async function listCustomers(
  { statusIndex, agreements, schedule }: Pick<Needs, 'statusIndex' | 'agreements' | 'schedule'>,
  filter: CustomerFilter,
  { size, position }: { readonly size: number; readonly position: string | null },
): Promise<CustomerPage> {
  const page = await statusIndex.page(filter, size, position);
  const read = page.rows.map(async ({ customerTenantId }) => {
    const stored = await agreements.find(customerTenantId);
    return stored && { record: stored.record, times: await schedule.times(stored) };
  });
  const customers = (await Promise.all(read)).filter((one) => one !== undefined);
  return { customers, position: page.position };
}
