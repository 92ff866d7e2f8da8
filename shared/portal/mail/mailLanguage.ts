/** The languages Countersign writes in. */
export const mailLanguages = ['en', 'fr', 'de', 'es', 'ja', 'ar', 'he'] as const;

/** One of the languages Countersign writes in. */
export type MailLanguage = (typeof mailLanguages)[number];

/** The direction a language is written in. */
export function directionOf(language: MailLanguage): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

/** The locale for dates and numbers: day before month in English, and the digits that every Arabic reader knows. */
export function intlLocale(language: MailLanguage): string {
  switch (language) {
    case 'en':
      return 'en-GB';
    case 'ar':
      return 'ar-u-ca-gregory-nu-latn';
    case 'fr':
    case 'de':
    case 'es':
    case 'ja':
    case 'he':
      return language;
  }
}
