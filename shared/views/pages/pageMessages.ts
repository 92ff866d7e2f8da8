import { MessageFormat } from 'messageformat';
import { directionOf, intlLocale } from '../mail/mailLanguage.ts';
import ar from './messages/ar.json' with { type: 'json' };
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import he from './messages/he.json' with { type: 'json' };
import ja from './messages/ja.json' with { type: 'json' };
import type { Language } from '../../domain/language.ts';

/** The name of a message on a page, the same in every language. */
export type PageMessage = keyof typeof en;

/** What the pages for customers say; a message that is missing in a language does not compile. */
export const pageMessages: Readonly<Record<Language, Readonly<Record<PageMessage, string>>>> = {
  ...{ en, fr, de, es, ja },
  ...{ ar, he },
};

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** One message as plain text; where directions mix, names are kept apart from the text around them. */
export function pageText(
  language: Language,
  key: PageMessage,
  values: Readonly<Record<string, string>> = {},
): string {
  const dir = directionOf(language);
  const mixed = dir === 'rtl' || Object.values(values).some((value) => rightToLeft.test(value));
  const message = new MessageFormat(intlLocale(language), pageMessages[language][key], {
    bidiIsolation: mixed ? 'default' : 'none',
    dir,
  });
  return message.format(values, (error) => {
    throw new Error(`The message ${key} (${language}) cannot be formatted.`, { cause: error });
  });
}
