import { MessageFormat } from 'messageformat';
import { mailMessages } from './mailMessages.ts';
import type { MessageKey } from './mailMessages.ts';
import type { MailLanguage } from './mailInput.ts';

/** What a message's placeholders stand for. */
export type MessageValues = Readonly<Record<string, string | number>>;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const compiled = new Map<string, MessageFormat>();

/** The direction a language is written in. */
export function directionOf(language: MailLanguage): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

/** One message in one language; in a body, values of another direction are isolated from the text around them. */
export function mailMessage(
  language: MailLanguage,
  key: MessageKey,
  values: MessageValues,
  place: 'body' | 'subject',
): string {
  // Isolates are invisible in a body but boxes in some lists of mails, hence none in a subject.
  const mixed =
    directionOf(language) === 'rtl' || Object.values(values).some((value) => rightToLeft.test(String(value)));
  const message = compile(language, key, place === 'body' && mixed);
  return message.format({ ...values }, (error) => {
    throw new Error(`The message ${key} (${language}) cannot be formatted.`, { cause: error });
  });
}

// Compiling costs more than formatting, and most processes use few languages: compile on first use, then keep.
function compile(language: MailLanguage, key: MessageKey, isolated: boolean): MessageFormat {
  const name = `${language} ${key} ${isolated}`;
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const message = new MessageFormat(intlLocale(language), mailMessages[language][key], {
    bidiIsolation: isolated ? 'default' : 'none',
  });
  compiled.set(name, message);
  return message;
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
