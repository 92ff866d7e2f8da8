import type { Needs } from '../ports/ports.ts';
import { readCustomer, type CallerScope } from './readCustomer.ts';
import type { AgreementEvent } from '../../domain/customers/agreementEvent.ts';

/**
 * A page of a customer's history, oldest first, from a version on.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND`
 */
export async function readHistory(
  needs: Pick<Needs, 'agreements' | 'schedule'>,
  {
    customerTenantId,
    sight,
    fromVersion,
    size,
  }: { customerTenantId: string; sight: CallerScope; fromVersion: number; size: number },
): Promise<{ readonly events: readonly AgreementEvent[]; readonly nextVersion: number | null }> {
  const { record } = await readCustomer(needs, customerTenantId, sight);
  const events = await needs.agreements.history(customerTenantId, fromVersion, size);
  const last = events.at(-1)?.version ?? record.version;
  return { events, nextVersion: last < record.version ? last + 1 : null };
}
