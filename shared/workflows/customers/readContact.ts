import type { CustomerContact } from '../ports/partnerCenterPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { readCustomer, type CallerScope } from './readCustomer.ts';

const nothing: CustomerContact = { firstName: null, lastName: null, email: null, phone: null };

/**
 * Reads the person whom Partner Center has as a customer's contact; all null where it tells of none.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `PARTNER_CENTER_…`
 */
export async function readContact(
  needs: Pick<Needs, 'agreements' | 'schedule' | 'partnerCenter'>,
  customerTenantId: string,
  sight: CallerScope,
): Promise<CustomerContact> {
  const { record } = await readCustomer(needs, customerTenantId, sight);
  return (await needs.partnerCenter.contact(record.customerTenantId)) ?? nothing;
}
