import { isTemplateCountry } from '../agreements/templateLanguages.ts';

/** What the simulated service knows about addresses in one country. */
export type Country = {
  readonly iso2Code: string;
  readonly defaultCulture: string;
  /** With the default one. */
  readonly cultures: readonly string[];
  /** Empty where the country has none in addresses. */
  readonly callingCode: string;
  readonly geographicRegion: string;
  readonly postalCodeRegex: string | undefined;
  readonly states: readonly string[];
};

const us =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY';
const br = 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO';

// Code, culture, calling code, region, postal code, states. The pattern for the US is documented, the rest is
// common knowledge about these countries and not Microsoft's own table.
const rows: readonly (readonly [string, string, string, string, string?, string?])[] = [
  ['US', 'en-US', '1', 'NA', '^\\d{5}(-\\d{4})?$', us],
  ['CA', 'en-CA', '1', 'NA', '^[A-Z]\\d[A-Z] ?\\d[A-Z]\\d$', 'AB BC MB NB NL NS NT NU ON PE QC SK YT'],
  ['MX', 'es-MX', '52', 'LATAM', '^\\d{5}$'],
  ['BR', 'pt-BR', '55', 'LATAM', '^\\d{5}-?\\d{3}$', br],
  ['AR', 'es-AR', '54', 'LATAM'],
  ['CL', 'es-CL', '56', 'LATAM'],
  ['CO', 'es-CO', '57', 'LATAM'],
  ['GB', 'en-GB', '44', 'EMEA', '^[A-Z]{1,2}\\d[A-Z0-9]? ?\\d[A-Z]{2}$'],
  ['IE', 'en-IE', '353', 'EMEA'],
  ['FR', 'fr-FR', '33', 'EMEA', '^\\d{5}$'],
  ['DE', 'de-DE', '49', 'EMEA', '^\\d{5}$'],
  ['AT', 'de-AT', '43', 'EMEA', '^\\d{4}$'],
  ['CH', 'de-CH', '41', 'EMEA', '^\\d{4}$'],
  ['LU', 'fr-LU', '352', 'EMEA', '^\\d{4}$'],
  ['BE', 'nl-BE', '32', 'EMEA', '^\\d{4}$'],
  ['NL', 'nl-NL', '31', 'EMEA', '^\\d{4} ?[A-Z]{2}$'],
  ['DK', 'da-DK', '45', 'EMEA', '^\\d{4}$'],
  ['SE', 'sv-SE', '46', 'EMEA', '^\\d{3} ?\\d{2}$'],
  ['NO', 'nb-NO', '47', 'EMEA', '^\\d{4}$'],
  ['FI', 'fi-FI', '358', 'EMEA', '^\\d{5}$'],
  ['ES', 'es-ES', '34', 'EMEA', '^\\d{5}$'],
  ['PT', 'pt-PT', '351', 'EMEA', '^\\d{4}-\\d{3}$'],
  ['IT', 'it-IT', '39', 'EMEA', '^\\d{5}$'],
  ['GR', 'el-GR', '30', 'EMEA', '^\\d{3} ?\\d{2}$'],
  ['PL', 'pl-PL', '48', 'EMEA', '^\\d{2}-\\d{3}$'],
  ['CZ', 'cs-CZ', '420', 'EMEA', '^\\d{3} ?\\d{2}$'],
  ['HU', 'hu-HU', '36', 'EMEA', '^\\d{4}$'],
  ['RO', 'ro-RO', '40', 'EMEA', '^\\d{6}$'],
  ['RS', 'sr-Latn-RS', '381', 'EMEA', '^\\d{5}$'],
  ['UA', 'uk-UA', '380', 'EMEA', '^\\d{5}$'],
  ['TR', 'tr-TR', '90', 'EMEA', '^\\d{5}$'],
  ['IL', 'he-IL', '972', 'EMEA', '^\\d{7}$'],
  ['AE', 'ar-AE', '971', 'EMEA'],
  ['SA', 'ar-SA', '966', 'EMEA', '^\\d{5}(-\\d{4})?$'],
  ['ZA', 'en-ZA', '27', 'EMEA', '^\\d{4}$'],
  ['IN', 'en-IN', '91', 'APAC', '^\\d{6}$'],
  ['JP', 'ja-JP', '81', 'APAC', '^\\d{3}-?\\d{4}$'],
  ['KR', 'ko-KR', '82', 'APAC', '^\\d{5}$'],
  ['SG', 'en-SG', '65', 'APAC', '^\\d{6}$'],
  ['AU', 'en-AU', '61', 'APAC', '^\\d{4}$', 'AC NS NT QL SA TS VI WA'],
  ['NZ', 'en-NZ', '64', 'APAC', '^\\d{4}$'],
];

/** Documented for the US only. */
const furtherCultures = new Map([['US', ['es-US']]]);

const known = new Map(rows.map((row) => [row[0], row]));

/** The countries the simulator has address rules for, in alphabetical order. */
export const knownCountries: readonly string[] = [...known.keys()].sort();

/** The rules of a country; one without rules of its own takes any address. Undefined where nothing is sold. */
export function findCountry(iso2Code: string): Country | undefined {
  if (!isTemplateCountry(iso2Code)) return undefined;
  const [, defaultCulture = 'en-US', callingCode = '', geographicRegion = '', postalCodeRegex, states] =
    known.get(iso2Code) ?? [];
  return {
    iso2Code,
    defaultCulture,
    cultures: [defaultCulture, ...(furtherCultures.get(iso2Code) ?? [])],
    callingCode,
    geographicRegion,
    postalCodeRegex,
    states: states?.split(' ') ?? [],
  };
}

// Documented lists, the second one later.
const registrationNumberCountries = new Set(
  `AM AZ BY HU KZ KG MD RU TJ UZ UA
   BR IN ZA PL AE SA TR TH VN MM IQ SS VE`.split(/\s+/),
);

/** Whether customers there need a registration number and a phone number; elsewhere the number is refused. */
export function needsRegistrationNumber(iso2Code: string): boolean {
  return registrationNumberCountries.has(iso2Code);
}
