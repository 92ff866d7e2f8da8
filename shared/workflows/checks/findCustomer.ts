import { AgreementError } from '../../domain/errors.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import { findByDomain } from '../customers/findByDomain.ts';
import type { CallerScope } from '../customers/readCustomer.ts';
import type { Needs } from '../ports/ports.ts';
import { introduceCustomer, type IntroduceCustomerNeeds } from './introduceCustomer.ts';

export type FindCustomerNeeds = IntroduceCustomerNeeds & Pick<Needs, 'customerIndex'>;

/**
 * The tenant id of the customer with a domain; Partner Center is asked about one that has no record here.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `PARTNER_CENTER_…`
 */
export async function findCustomer(
  needs: FindCustomerNeeds,
  domain: string,
  { sight, priority }: { readonly sight: CallerScope; readonly priority: Priority },
): Promise<string> {
  const own = await findByDomain(needs, domain, sight);
  if (own !== undefined) return own;
  // Another reseller's customer is known here, so asking Partner Center would tell nothing new.
  const isOthers =
    sight.resellerTenantId !== null &&
    (await findByDomain(needs, domain, { resellerTenantId: null })) !== undefined;
  const found = isOthers ? undefined : await introduceCustomer(needs, { domain }, priority);
  if (found !== undefined) return found;
  throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this domain.');
}
