/** Languages a customer may be addressed in. */
export const languages = ['en', 'fr', 'de', 'es', 'ja', 'ar', 'he'] as const;
export type Language = (typeof languages)[number];

/** A language of ours by its tag; null for any other text. */
export function readLanguage(tag: string | null): Language | null {
  return languages.find((one) => one === tag) ?? null;
}

/** Countries in whose business mail one of our languages is usual; elsewhere the partner's default serves. */
const byCountry: Partial<Record<Language, string>> = {
  en: 'US GB IE AU NZ ZA SG IN',
  fr: 'FR MC SN CI CM TN DZ',
  de: 'DE AT LI',
  es: 'ES MX AR CL CO PE UY EC BO PY VE CR PA GT HN NI SV DO',
  ja: 'JP',
  ar: 'SA AE EG JO KW QA BH OM IQ LY YE',
  he: 'IL',
};

/** Request, then country, then the partner's default. */
export function chooseLanguage(asked: Language | null, country: string | null, fallback: Language): Language {
  const usual = languages.find((one) => country !== null && byCountry[one]?.split(' ').includes(country));
  return asked ?? usual ?? fallback;
}
