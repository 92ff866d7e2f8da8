import type * as z from 'zod';
import type { CountryRules } from '../../domain/newCustomers/countryRules.ts';
import { needsRegistration } from '../../domain/newCustomers/newCustomer.ts';
import type { addressRulesView } from './newCustomerForm.ts';

/** The rules by which an order of a customer will be judged, ours included. */
export function presentAddressRules(rules: CountryRules): z.infer<typeof addressRulesView> {
  const { country, states, cultures, languages, callingCodes, ...others } = rules;
  const isNeeded = needsRegistration(country);
  return {
    ...others,
    ...{ country, states: [...states], cultures: [...cultures], languages: [...languages] },
    callingCodes: [...callingCodes],
    isPhoneRequired: isNeeded,
    isRegistrationNumberRequired: isNeeded,
    isRegistrationNumberSupported: isNeeded || rules.isRegistrationNumberSupported,
  };
}
