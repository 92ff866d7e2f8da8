import type { Evidence } from '../../domain/customers/evidence.ts';
import { findTampering } from '../../domain/chain.ts';
import { fold } from '../../domain/customers/events.ts';
import type { Needs } from '../ports/ports.ts';
import { readCustomer, type CallerScope } from './readCustomer.ts';

/** More than any history has: a customer with one event an hour for a century. */
const everything = 1_000_000;

/**
 * The whole history of a customer, verified against the record.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND`
 */
export async function collectEvidence(
  needs: Pick<Needs, 'agreements' | 'schedule' | 'clock'>,
  { customerTenantId, sight }: { readonly customerTenantId: string; readonly sight: CallerScope },
): Promise<Evidence> {
  for (let attempt = 1; ; attempt += 1) {
    const { record, times } = await readCustomer(needs, customerTenantId, sight);
    const events = await needs.agreements.history(customerTenantId, 1, everything);
    // Another request may have changed the customer between the two reads; that is no tampering.
    if (events.length > record.version && attempt < 3) continue;
    return {
      record,
      events,
      tampering: findTampering(events, record, fold),
      lastCheckedAt: times.lastCheckedAt,
      collectedAt: needs.clock.now(),
    };
  }
}
