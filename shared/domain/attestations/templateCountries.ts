/**
 * Countries that Microsoft offers the agreement for, as printed in 2020 and 2021 with 246 codes. Documented:
 * the languages beside en-US, the codes XE, XJ, XK and XS, and that CN, CU, IR, KP, SD and SY are missing.
 * Unverified: that every other ISO 3166-1 code is among them; Partner Center has the last word.
 * @see https://learn.microsoft.com/partner-center/developer/download-customer-agreement-template
 */
const onlyEnglish = `
  AD AF AG AI AL AM AQ AS AU AW AX AZ BA BB BD BF BI BJ BL BM BN BQ BS BT BV BW CC CD CF CG CK CW CX CY DJ
  DM EC EH ER ET FJ FK FM FO GA GB GD GE GG GH GI GL GM GN GP GQ GS GU GW GY HM HT IE IM IO IS JE JM KE KH
  KI KM KN KY LA LC LK LR LS ME MF MG MH MK ML MM MN MP MQ MR MS MT MV MW MZ NA NC NE NF NG NP NR NU NZ PF
  PG PH PK PM PN PR PS PW RE SA SB SC SH SJ SL SM SO SR SS SX SZ TC TD TF TG TJ TK TL TM TO TT TV TZ UG UM
  US VA VC VG VI VU WF WS XE XJ XK XS YT ZA ZM ZW`;

/** Each of these countries is offered en-US as well. */
const countriesByLanguage: Readonly<Record<string, string>> = {
  'ar-SA': 'AE BH EG IQ JO KW LB LY MU OM QA YE',
  'bg-BG': 'BG',
  'cs-CZ': 'CZ',
  'da-DK': 'DK',
  'de-DE': 'AT DE LI',
  'el-GR': 'GR',
  'es-ES': 'AR BO BZ CL CO CR DO ES GT HN MX NI PA PE PY SV UY VE',
  'et-EE': 'EE',
  'fi-FI': 'FI',
  'fr-FR': 'CA CH CI CM DZ FR GF LU MA MC RW SN ST TN',
  'he-IL': 'IL',
  'hi-IN': 'IN',
  'hr-HR': 'HR',
  'hu-HU': 'HU',
  'id-ID': 'ID',
  'it-IT': 'IT',
  'ja-JP': 'JP',
  'kk-KZ': 'KZ',
  'ko-KR': 'KR',
  'lt-LT': 'LT',
  'lv-LV': 'LV',
  'ms-MY': 'MY',
  'nb-NO': 'NO',
  'nl-NL': 'BE NL',
  'pl-PL': 'PL',
  'pt-BR': 'BR',
  'pt-PT': 'AO CV PT',
  'ro-RO': 'MD RO',
  'ru-RU': 'BY KG RU UZ',
  'sk-SK': 'SK',
  'sl-SI': 'SI',
  'sr-Latn-RS': 'RS',
  'sv-SE': 'SE',
  'th-TH': 'TH',
  'tr-TR': 'TR',
  'uk-UA': 'UA',
  'vi-VN': 'VN',
  'zh-HK': 'HK MO TW',
  'zh-SG': 'SG',
};

/** What Microsoft gives where it has nothing else (documented). */
export const fallbackLanguage = 'en-US';

/** Languages the agreement is offered in somewhere. */
export const templateLanguages: readonly string[] = [fallbackLanguage, ...Object.keys(countriesByLanguage)];

const languagesByCountry = new Map<string, readonly string[]>([
  ...codesOf(onlyEnglish).map((country) => [country, [fallbackLanguage]] as const),
  ...Object.entries(countriesByLanguage).flatMap(([language, countries]) =>
    codesOf(countries).map((country) => [country, [fallbackLanguage, language]] as const),
  ),
]);

/** ISO 3166-1 alpha-2 in upper case, in alphabetical order. */
export const templateCountries: readonly string[] = [...languagesByCountry.keys()].sort();

/** The languages of a country's agreement, en-US first; undefined where it is not offered. */
export function languagesOffered(country: string): readonly string[] | undefined {
  return languagesByCountry.get(country);
}

function codesOf(list: string): string[] {
  return list.trim().split(/\s+/);
}
