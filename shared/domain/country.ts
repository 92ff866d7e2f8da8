import { templateCountries } from './attestations/templateCountries.ts';

/** Countries of ISO 3166-1 for which Microsoft lists no agreement. */
const others = 'CN CU IR KP SD SY'.split(' ');
/** Every code that is taken, in the order of the alphabet. */
export const countryCodes: readonly string[] = [...new Set([...templateCountries, ...others])].sort();
const known = new Set(countryCodes);

/** Codes that people write, and the European Union does, for countries that have another one. */
const mistaken: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** What is wrong with a country code in upper case; undefined for one of ISO 3166-1, or of Microsoft's own (XK …). */
export function countryProblem(code: string): string | undefined {
  const right = mistaken[code];
  if (right !== undefined) return `is not an ISO 3166-1 code: the code of this country is ${right}`;
  return known.has(code) ? undefined : 'is not an ISO 3166-1 code';
}

/** Whether Microsoft offers the agreement there; the code is in upper case. */
export function isAgreementOffered(code: string): boolean {
  return templateCountries.includes(code);
}
