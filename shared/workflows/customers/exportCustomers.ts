import type { CustomerFilter } from '../ports/recordPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { listCustomers } from './listCustomers.ts';
import type { SeenCustomer } from './readCustomer.ts';

const pageSize = 200;

/** All customers that fit, page by page, so that no more than one page is held. */
export async function* exportCustomers(
  needs: Pick<Needs, 'customerIndex' | 'schedule'>,
  filter: CustomerFilter,
): AsyncGenerator<SeenCustomer, void, undefined> {
  let position: string | null = null;
  do {
    const page = await listCustomers(needs, filter, { size: pageSize, position });
    yield* page.customers;
    ({ position } = page);
  } while (position !== null);
}
