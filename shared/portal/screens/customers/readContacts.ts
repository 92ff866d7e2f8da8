import type { Customer } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { each } from './each.ts';
import type { Recipient } from './recipientOf.ts';

/** The contacts that Partner Center has of customers; a customer of whom it tells none, or could not be asked, is left out. */
export async function readContacts(
  customers: readonly Customer[],
  options: { readonly signal: AbortSignal; readonly onDone: (count: number) => void },
): Promise<ReadonlyMap<string, Recipient>> {
  const found = new Map<string, Recipient>();
  await each(customers, options, async ({ customerTenantId }) => {
    const input = { params: { customerTenantId } };
    const contact = await call('getCustomerContact', input, { signal: options.signal }).catch(
      () => undefined,
    );
    if (!contact?.email) return;
    const { email, firstName, lastName } = contact;
    found.set(customerTenantId, { email, firstName: firstName ?? '', lastName: lastName ?? '' });
  });
  return found;
}
