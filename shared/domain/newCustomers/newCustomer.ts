import type { CountryRules } from './countryRules.ts';
import type { FieldError } from '../errors.ts';

/** A postal address as Microsoft takes it; absent parts are null. */
export type PostalAddress = {
  readonly addressLine1: string;
  readonly addressLine2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

export type PrimaryContact = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
};

/** A customer that Microsoft does not know yet. */
export type NewCustomer = {
  readonly companyName: string;
  /** The first domain of the tenant, whole: `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly contact: PrimaryContact;
  readonly address: PostalAddress;
  /** Like `en-US`: decides language and currency; null takes the country's. */
  readonly culture: string | null;
  readonly registrationNumber: string | null;
  readonly resellerTenantId: string | null;
};

/** As it is sent to Microsoft; orders from before this had no language. */
export type OrderedCustomer = NewCustomer & {
  readonly culture: string;
  readonly language?: string;
};

/** The user name is the part before the @; Microsoft tells the password once and never again (documented). */
export type FirstCredentials = { readonly userName: string; readonly password: string };

/**
 * Countries whose customers need a registration number and a phone number (documented, two lists of
 * different age put together). For others Microsoft refuses the number.
 */
const registrationCountries = new Set(
  'AM AZ BY HU KZ KG MD RU TJ UZ UA BR IN ZA PL AE SA TR TH VN MM IQ SS VE'.split(' '),
);

/** Whether a customer there needs a registration number and a phone number. */
export function needsRegistration(country: string): boolean {
  return registrationCountries.has(country);
}

/** What Microsoft's rules for the country say against the customer, before Microsoft is asked to make it. */
export function countryProblems(customer: NewCustomer, rules: CountryRules): FieldError[] {
  const { address, contact, culture, registrationNumber } = customer;
  const { state, postalCode, country } = address;
  const isListed = state !== null && holds(rules.states, state);
  const needsNumber = needsRegistration(country);
  const expectations: readonly (readonly [holds: boolean, pointer: string, message: string])[] = [
    [!rules.isStateRequired || state !== null, '/address/state', 'is needed in this country'],
    [
      state === null || rules.states.length === 0 || isListed,
      '/address/state',
      `is none of this country's: ${rules.states.join(', ')}`,
    ],
    [!rules.isPostalCodeRequired || postalCode !== null, '/address/postalCode', 'is needed in this country'],
    [
      postalCode === null || fits(postalCode, rules.postalCodePattern),
      '/address/postalCode',
      'is not a postal code of this country',
    ],
    [
      !needsNumber || registrationNumber !== null,
      '/registrationNumber',
      'is needed in this country: the company’s registration number',
    ],
    [
      registrationNumber === null || needsNumber || rules.isRegistrationNumberSupported,
      '/registrationNumber',
      'is not used in this country: leave it out',
    ],
    [
      culture === null || rules.cultures.length === 0 || holds(rules.cultures, culture),
      '/culture',
      `is none of this country's: ${rules.cultures.join(', ')}`,
    ],
    [!needsNumber || contact.phone !== null, '/contact/phone', 'is needed in this country'],
    [
      contact.phone === null || fits(digitsOf(contact.phone), rules.phonePattern),
      '/contact/phone',
      'is not a phone number of this country',
    ],
  ];
  return expectations.filter(([holds]) => !holds).map(([, pointer, message]) => ({ pointer, message }));
}

function holds(listed: readonly string[], wanted: string): boolean {
  return spelledAs(listed, wanted) !== undefined;
}

function spelledAs(listed: readonly string[], wanted: string): string | undefined {
  return listed.find((one) => one.toUpperCase() === wanted.toUpperCase());
}

/** The customer as Microsoft spells its state and culture, with the country's culture where none is asked for. */
export function completeCustomer(customer: NewCustomer, rules: CountryRules): OrderedCustomer {
  const { address } = customer;
  const { state, country } = address;
  const wanted = customer.culture ?? rules.defaultCulture ?? `en-${country}`;
  const culture = spelledAs(rules.cultures, wanted) ?? wanted;
  return {
    ...customer,
    address: { ...address, state: state && (spelledAs(rules.states, state) ?? state) },
    ...{ culture, language: languageOf(culture, rules.languages) },
  };
}

/** Of the languages that Microsoft offers there, the one of the culture: `sr-Latn-RS` is `sr-Latn`, or `sr`. */
function languageOf(culture: string, offered: readonly string[]): string {
  const parts = culture.split('-');
  const primary = parts[0] ?? culture;
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const found = tags.map((tag) => spelledAs(offered, tag)).find((one) => one !== undefined);
  const related = offered.find((one) => one.toLowerCase().startsWith(`${primary.toLowerCase()}-`));
  return found ?? related ?? offered[0] ?? primary;
}

/** Microsoft takes digits only (its patterns say so, unverified). */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}

/** A pattern of Microsoft's that JavaScript cannot read says nothing. */
function fits(text: string, pattern: string | null): boolean {
  if (pattern === null) return true;
  try {
    return new RegExp(pattern, 'i').test(text);
  } catch {
    return true;
  }
}
