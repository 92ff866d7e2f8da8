// Documented (list as printed in 2020 and 2021): every country offers en-US, these offer more.
const countriesByLanguage: Record<string, string> = {
  'es-ES': 'AR BO BZ CL CO CR DO ES GT HN MX NI PA PE PY SV UY VE',
  'fr-FR': 'CA CH CI CM DZ FR GF LU MA MC RW SN ST TN',
  'ar-SA': 'AE BH EG IQ JO KW LB LY MU OM QA YE',
  'ru-RU': 'BY KG RU UZ',
  'pt-PT': 'AO CV PT',
  'pt-BR': 'BR',
  'de-DE': 'AT DE LI',
  'zh-HK': 'HK MO TW',
  'zh-SG': 'SG',
  'nl-NL': 'BE NL',
  'ro-RO': 'MD RO',
  'bg-BG': 'BG',
  'cs-CZ': 'CZ',
  'da-DK': 'DK',
  'el-GR': 'GR',
  'et-EE': 'EE',
  'fi-FI': 'FI',
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
  'pl-PL': 'PL',
  'sk-SK': 'SK',
  'sl-SI': 'SI',
  'sr-Latn-RS': 'RS',
  'sv-SE': 'SE',
  'th-TH': 'TH',
  'tr-TR': 'TR',
  'uk-UA': 'UA',
  'vi-VN': 'VN',
};

// ISO 3166-1 with the odd codes Microsoft's list has (XE, XJ, XK, XS), without CN, CU, IR, KP, SD and SY.
const countries = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
  BZ CA CC CD CF CG CH CI CK CL CM CO CR CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
  FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IS IT JE
  JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
  MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
  PW PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TC TD TF TG TH TJ TK TL TM
  TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XE XJ XK XS YE YT ZA ZM ZW`.split(/\s+/),
);

/** Whether the agreement is offered in a country; the code counts in upper case only (documented). */
export function isTemplateCountry(country: string): boolean {
  return countries.has(country);
}

/** The language the agreement is read in there: the one asked for where it is offered, else en-US (documented). */
export function offeredLanguage(country: string, language: string): string {
  const offeredIn = countriesByLanguage[language]?.split(' ') ?? [];
  return offeredIn.includes(country) ? language : 'en-US';
}
