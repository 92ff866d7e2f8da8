import type { CountryRules } from '../../domain/newCustomers/countryRules.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied } from './denied.ts';
import { countryInformation } from './responses.ts';
import { tokenModes } from './tokens/tokenModes.ts';

/**
 * What Partner Center asks of an address in a country.
 * @see https://learn.microsoft.com/partner-center/developer/utility-resources
 */
export async function readCountryRules(
  client: PartnerCenterClient,
  country: string,
): Promise<CountryRules | undefined> {
  const reply = await client.get({
    path: `/v1/countryvalidationrules/${encodeURIComponent(country)}`,
    mode: tokenModes.countryRules,
    shape: countryInformation,
  });
  if (reply.kind === 'refused') {
    // Said of a country, "not found" means that there is none; the code is the general one (unverified).
    if (reply.refusal === 'customerNotFound') return undefined;
    throw denied(reply);
  }
  const { iso2Code, postalCodeRegex, phoneNumberRegex, states, cultures, languages, ...rules } = reply.value;
  return {
    country: iso2Code ?? country,
    isStateRequired: rules.isStateRequired ?? false,
    states,
    isCityRequired: rules.isCityRequired ?? false,
    isPostalCodeRequired: rules.isPostalCodeRequired ?? false,
    postalCodePattern: postalCodeRegex || null,
    phonePattern: phoneNumberRegex || null,
    isRegistrationNumberSupported: rules.isRegistrationNumberSupported ?? false,
    defaultCulture: rules.defaultCulture || null,
    cultures,
    languages,
    callingCodes: rules.callingCodes,
  };
}
