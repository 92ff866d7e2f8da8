import type { Customer } from './customer.ts';
import { isGuid } from '../guid.ts';
import { refusal } from '../refusal.ts';
import type { State } from '../state.ts';

/**
 * The customer a path names.
 * @throws {Refusal} 400 for what is no GUID, 404 for an unknown tenant, 403 without a relationship (documented codes).
 */
export function findCustomer(state: State, id: string): Customer {
  if (!isGuid(id)) throw refusal(400, 900118, 'The customer id is not valid.');
  const customer = state.customers.get(id);
  if (!customer) throw refusal(404, 60003, 'The tenant was not found.');
  if (customer.relationship === 'none') {
    const description = `There is no commerce relationship between partner ${state.partner.tenantId} and customer ${customer.id}.`;
    throw refusal(403, 20002, description);
  }
  return customer;
}
