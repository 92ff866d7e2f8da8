import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { CheckTimes } from '../ports/schedulePorts.ts';
import type { Needs } from '../ports/ports.ts';

/** Which customers the caller may see: all, or one reseller's. */
export type CallerScope = { readonly resellerTenantId: string | null };

export type SeenCustomer = { readonly record: AgreementRecord; readonly times: CheckTimes };

/**
 * One customer with its check times. What the caller may not see does not exist for them.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND`
 */
export async function readCustomer(
  { agreements, schedule }: Pick<Needs, 'agreements' | 'schedule'>,
  customerTenantId: string,
  sight: CallerScope,
): Promise<SeenCustomer> {
  const stored = await agreements.find(customerTenantId);
  if (!stored || (sight.resellerTenantId && stored.record.resellerTenantId !== sight.resellerTenantId)) {
    throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
  }
  return { record: stored.record, times: await schedule.times(stored) };
}
