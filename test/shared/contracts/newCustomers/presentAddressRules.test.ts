import { expect, it } from 'vitest';
import { presentAddressRules } from '../../../../shared/contracts/newCustomers/presentAddressRules.ts';
import type { CountryRules } from '../../../../shared/domain/newCustomers/countryRules.ts';
import { countryProblems, type NewCustomer } from '../../../../shared/domain/newCustomers/newCustomer.ts';

const rulesOf = (country: string): CountryRules => ({
  ...{ country, isStateRequired: false, states: [], isCityRequired: true, isPostalCodeRequired: false },
  ...{ postalCodePattern: null, phonePattern: null, isRegistrationNumberSupported: false },
  ...{ defaultCulture: null, cultures: [], languages: [], callingCodes: [] },
});
const customerIn = (country: string): NewCustomer => ({
  ...{ companyName: 'Fourth Coffee', domain: 'fourthcoffee.onmicrosoft.com', resellerTenantId: null },
  contact: { firstName: 'Ann', lastName: 'Lee', email: 'ann@fourthcoffee.example', phone: null },
  address: { addressLine1: '1', addressLine2: null, city: 'X', state: null, postalCode: null, country },
  ...{ culture: null, registrationNumber: null },
});

it.each(['US', 'BR', 'DE', 'IN'])(
  'the rules told for %s are those by which an order is judged',
  (country) => {
    const rules = rulesOf(country);
    const told = presentAddressRules(rules);
    const missing = countryProblems(customerIn(country), rules).map(({ pointer }) => pointer);
    expect(missing.includes('/contact/phone')).toBe(told.isPhoneRequired);
    expect(missing.includes('/registrationNumber')).toBe(told.isRegistrationNumberRequired);
    const given = countryProblems({ ...customerIn(country), registrationNumber: '42' }, rules);
    const isRefused = given.some(({ pointer }) => pointer === '/registrationNumber');
    expect(isRefused).toBe(!told.isRegistrationNumberSupported);
  },
);
