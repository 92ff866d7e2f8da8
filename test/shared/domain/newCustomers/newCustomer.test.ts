import { describe, expect, it } from 'vitest';
import type { CountryRules } from '../../../../shared/domain/newCustomers/countryRules.ts';
import {
  completeCustomer,
  countryProblems,
  type NewCustomer,
} from '../../../../shared/domain/newCustomers/newCustomer.ts';

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

describe('the state of a new customer', () => {
  it('is one of the country’s codes: a name in full is refused', () => {
    const problemsOf = (state: string | null) =>
      countryProblems({ ...customer, address: { ...customer.address, state } }, rules);
    expect(problemsOf('Washington')).toEqual([
      { pointer: '/address/state', message: "is none of this country's: WA" },
    ]);
    expect(problemsOf('wa')).toEqual([]);
  });
});

describe('the customer as it is sent to Microsoft', () => {
  const complete = (culture: string | null, changes: Partial<CountryRules> = {}) =>
    completeCustomer({ ...customer, culture }, { ...rules, ...changes });

  it.each<[string | null, string, string, Partial<CountryRules>]>([
    [null, 'en-US', 'en', {}],
    ['ES-us', 'es-US', 'es', {}],
    [null, 'en-US', 'en', { defaultCulture: null }],
    ['sr-latn-rs', 'sr-Latn-RS', 'sr-Latn', { cultures: ['sr-Latn-RS'], languages: ['en', 'sr-Latn', 'sr'] }],
    ['sr-Latn-RS', 'sr-Latn-RS', 'sr', { languages: ['sr', 'en'] }],
    ['pt-BR', 'pt-BR', 'pt-BR', { languages: ['en-US', 'pt-BR'] }],
    ['pt-BR', 'pt-BR', 'pt-PT', { languages: ['en-US', 'pt-PT'] }],
    ['nb-NO', 'nb-NO', 'no', { languages: ['no', 'en'] }],
    ['nb-NO', 'nb-NO', 'nb', { languages: [] }],
  ])('has the culture %s as %s, and the language %s', (wanted, culture, language, changes) => {
    expect(complete(wanted, changes)).toMatchObject({ culture, language });
  });

  it('has its state as Microsoft spells it', () => {
    const lower = { ...customer, address: { ...customer.address, state: 'wa' } };
    expect(completeCustomer(lower, rules).address.state).toBe('WA');
  });
});
