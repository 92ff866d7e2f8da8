import { AgreementError } from '../../domain/errors.ts';
import type { CountryRules } from '../../domain/newCustomers/countryRules.ts';
import { requireCustomerMaker } from '../../domain/partnerCenter/partnerType.ts';
import type { Needs } from '../ports/ports.ts';

type Asking = Pick<Needs, 'partnerCenter' | 'policy'>;

/**
 * Reads what Microsoft asks of an address in a country.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `COUNTRY_NOT_OFFERED` · `PARTNER_CENTER_…`
 */
export async function readAddressRules(
  { partnerCenter, policy }: Asking,
  country: string,
): Promise<CountryRules> {
  requireCustomerMaker(policy.partnerType);
  return requireRules(await partnerCenter.countryRules(country), 'country');
}

/** @throws {AgreementError} `COUNTRY_NOT_OFFERED`; `field` is where the input has the country */
export function requireRules(rules: CountryRules | undefined, field: string): CountryRules {
  if (rules) return rules;
  throw new AgreementError('COUNTRY_NOT_OFFERED', 'Partner Center makes no customers in this country.', {
    fields: [{ pointer: `/${field}`, message: 'is not offered' }],
  });
}

/**
 * Asks whether a first domain is free.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `PARTNER_CENTER_…`
 */
export async function isDomainFree({ partnerCenter, policy }: Asking, domain: string): Promise<boolean> {
  requireCustomerMaker(policy.partnerType);
  return !(await partnerCenter.isDomainTaken(domain));
}
