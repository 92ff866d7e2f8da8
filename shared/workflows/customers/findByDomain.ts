import { comparableDomain, domainForms } from '../../domain/domainForms.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import type { CallerScope } from './readCustomer.ts';

const pageSize = 50;

/**
 * The tenant id of the customer with a domain, found as text that a list is searched for. Where two records
 * name the domain, it has moved, and the record that changed last says to whom. Undefined where none does.
 */
export async function findByDomain(
  { customerIndex }: Pick<Needs, 'customerIndex'>,
  domain: string,
  { resellerTenantId }: CallerScope,
): Promise<string | undefined> {
  const wanted = comparableDomain(domain);
  let newest: AgreementRecord | undefined;
  for (const text of domainForms(domain)) {
    const filter = { text, resellerTenantId: resellerTenantId ?? undefined };
    let position: string | null = null;
    do {
      const page = await customerIndex.page(filter, pageSize, position);
      for (const { record } of page.stored) {
        const isIt = comparableDomain(record.domain) === wanted;
        if (isIt && (!newest || record.updatedAt > newest.updatedAt)) newest = record;
      }
      position = page.position;
    } while (position !== null);
  }
  return newest?.customerTenantId;
}
