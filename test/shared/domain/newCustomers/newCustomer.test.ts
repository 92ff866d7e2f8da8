import { describe, expect, it } from 'vitest';
import type { CountryRules } from '../../../../shared/domain/newCustomers/countryRules.ts';
import { countryProblems, type NewCustomer } from '../../../../shared/domain/newCustomers/newCustomer.ts';

const customer: NewCustomer = {
  companyName: 'Fourth Coffee',
  domain: 'fourthcoffee.onmicrosoft.com',
  contact: { firstName: 'Ann', lastName: 'Lee', email: 'ann@fourthcoffee.example', phone: null },
  address: {
    ...{ addressLine1: '1 Main Street', addressLine2: null, city: 'Redmond' },
    ...{ state: 'WA', postalCode: '98052', country: 'US' },
  },
  culture: null,
  registrationNumber: null,
  resellerTenantId: null,
};
const rules: CountryRules = {
  ...{ country: 'US', isStateRequired: true, states: ['WA'], isCityRequired: true },
  ...{ isPostalCodeRequired: true, postalCodePattern: '^\\d{5}(-\\d{4})?$', phonePattern: null },
  ...{ isRegistrationNumberSupported: false, defaultCulture: 'en-US', cultures: ['en-US', 'es-US'] },
  ...{ languages: ['en', 'es'], callingCodes: ['1'] },
};

describe('the culture of a new customer', () => {
  const problems = (culture: string | null, cultures = rules.cultures) =>
    countryProblems({ ...customer, culture }, { ...rules, cultures });

  it.each([null, 'en-US', 'es-US', 'ES-us'])('may be one of the country, or left to it: %s', (culture) => {
    expect(problems(culture)).toEqual([]);
  });

  it('is refused where the country has others, which are named', () => {
    expect(problems('fr-FR')).toEqual([
      { pointer: '/culture', message: "is none of this country's: en-US, es-US" },
    ]);
  });

  it('may be any where the country names none', () => {
    expect(problems('fr-FR', [])).toEqual([]);
  });

  it('counts with all three letters of its language', () => {
    expect(problems('fil-PH', ['en-PH', 'fil-PH'])).toEqual([]);
    expect(problems('fil-PH', ['en-PH', 'fi-PH'])).toHaveLength(1);
  });
});
