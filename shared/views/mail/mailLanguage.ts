import { languages } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';

/** Mails are written in every language that a customer may be addressed in. */
export const mailLanguages = languages;
export type MailLanguage = Language;

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
