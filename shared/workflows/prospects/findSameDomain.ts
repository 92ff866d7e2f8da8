import type { AgreementRecord } from '../../domain/customers/record.ts';
import { findByDomain } from '../customers/findByDomain.ts';
import type { Needs } from '../ports/ports.ts';

/** The record of the customer that has the domain of an invited company; undefined without one. */
export async function findSameDomain(
  needs: Pick<Needs, 'agreements' | 'customerIndex'>,
  domain: string | null,
): Promise<AgreementRecord | undefined> {
  if (domain === null) return undefined;
  const customerTenantId = await findByDomain(needs, domain, { resellerTenantId: null });
  return customerTenantId === undefined
    ? undefined
    : (await needs.agreements.current(customerTenantId))?.record;
}
