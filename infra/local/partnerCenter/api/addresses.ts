import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { readBody } from '../body.ts';
import { findCountry, needsRegistrationNumber, type Country } from '../customers/countries.ts';
import { badInput, refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { State } from '../state.ts';

const addressShape = z.object({
  addressLine1: z.string().trim().min(1).max(200),
  addressLine2: z.string().max(200).optional(),
  city: z.string().default(''),
  state: z.string().default(''),
  postalCode: z.string().default(''),
  country: z.string().length(2).toUpperCase(),
});
type Address = z.infer<typeof addressShape>;

/** Checking an address, and the rules a country has for them. */
export function addresses(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .post('/validations/address', only('both'), async (c) => {
      const address = await readBody(c, addressShape);
      const country = findCountry(address.country);
      if (!country) throw badInput(`The country '${address.country}' is not supported.`);
      const { country: code, city, state, addressLine1, addressLine2, postalCode } = address;
      const originalAddress = {
        country: code,
        city,
        state,
        addressLine1,
        ...(addressLine2 && { addressLine2 }),
        postalCode,
      };
      return c.json({ originalAddress, ...judge(originalAddress, country) });
    })
    .get('/countryvalidationrules/:country', only('both'), (c) => {
      const country = findCountry(c.req.param('country').toUpperCase());
      if (!country) throw refusal(404, 1000, 'The country was not found.');
      return c.json(rules(country, state.settings.countryRules));
    });
}

/** Which status an address gets is a simplification; the statuses and the message are documented. */
function judge(address: Omit<Address, 'addressLine2'>, { iso2Code, postalCodeRegex, states }: Country) {
  const wrong = [
    states.length > 0 && !states.includes(address.state.toUpperCase()) && 'Region',
    postalCodeRegex && !new RegExp(postalCodeRegex, 'i').test(address.postalCode) && 'PostalCode',
    !address.city.trim() && 'City',
  ].flatMap((name) => (name ? [`'${name}'`] : []));
  if (wrong.length > 0) {
    const validationMessage = `Address field invalid for property: ${wrong.join(', ')}`;
    return { suggestedAddresses: [], status: 'None', validationMessage };
  }
  if (iso2Code === 'US' && !/^(\d|one\b)/i.test(address.addressLine1)) return withoutNumber(address);
  const isWhole = address.country !== 'US' || address.postalCode.length > 5;
  const postalCode = isWhole ? address.postalCode : `${address.postalCode}-${fourDigits(address)}`;
  return { suggestedAddresses: [{ ...address, postalCode }], status: 'VerifiedShippable' };
}

/** A street in the US without a house number: the sample names these three parts, right or not (documented). */
function withoutNumber(address: Omit<Address, 'addressLine2'>) {
  const postalCode = `${address.postalCode.slice(0, 5)}-${fourDigits(address)}`;
  return {
    suggestedAddresses: [{ ...address, addressLine1: `1 ${address.addressLine1}`, postalCode }],
    status: 'StreetPartial',
    validationMessage: "Address field invalid for property: 'Region', 'PostalCode', 'City'",
  };
}

function fourDigits({ addressLine1, city }: Pick<Address, 'addressLine1' | 'city'>): string {
  const number = createHash('sha256').update(`${addressLine1} ${city}`).digest().readUInt16BE(0);
  return String(1000 + (number % 9000));
}

function rules(country: Country, shape: Settings['countryRules']) {
  const { iso2Code, defaultCulture, states, postalCodeRegex, geographicRegion } = country;
  return {
    iso2Code,
    defaultCulture,
    isStateRequired: states.length > 0,
    ...listsOf(country, shape),
    isPostalCodeRequired: postalCodeRegex !== undefined,
    postalCodeRegex: postalCodeRegex ?? '',
    isCityRequired: true,
    isVatIdSupported: false,
    taxIdFormat: '',
    taxIdSample: '',
    // Unverified: digits as the agreement samples have them.
    phoneNumberRegex: '^\\d{4,15}$',
    isRegistrationNumberSupported: needsRegistrationNumber(iso2Code),
    isTaxIdSupported: false,
    resellerAgreementRegion: geographicRegion,
    geographicRegion,
    attributes: { objectType: 'CountryInformation' },
  };
}

/** Microsoft's SDK and a recorded answer have arrays, the page of the call has objects under other names. */
function listsOf({ cultures, states, callingCode }: Country, shape: Settings['countryRules']) {
  const languages = [...new Set([...cultures.map((culture) => culture.split('-')[0]), 'en'])];
  const callingCodes = callingCode ? [callingCode] : [];
  if (shape === 'values') {
    return {
      states: { value: states },
      supportedLanguages: { value: languages },
      supportedCultures: { value: cultures },
      countryCallingCodes: { value: callingCodes },
    };
  }
  return {
    supportedStatesList: states,
    supportedLanguagesList: languages,
    supportedCulturesList: cultures,
    countryCallingCodesList: callingCodes,
  };
}
