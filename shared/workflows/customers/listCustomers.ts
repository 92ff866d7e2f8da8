import type { CustomerFilter } from '../ports/recordPorts.ts';
import type { Needs } from '../ports/ports.ts';
import type { SeenCustomer } from './readCustomer.ts';

export type CustomerPage = { readonly customers: readonly SeenCustomer[]; readonly position: string | null };

/** One page of customers with their check times. */
export async function listCustomers(
  { customerIndex, schedule }: Pick<Needs, 'customerIndex' | 'schedule'>,
  filter: CustomerFilter,
  { size, position }: { readonly size: number; readonly position: string | null },
): Promise<CustomerPage> {
  const page = await customerIndex.page(filter, size, position);
  const read = page.stored.map(async (stored) => ({
    record: stored.record,
    times: await schedule.times(stored),
  }));
  return { customers: await Promise.all(read), position: page.position };
}
