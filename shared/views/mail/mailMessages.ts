import ar from './messages/ar.json' with { type: 'json' };
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import he from './messages/he.json' with { type: 'json' };
import ja from './messages/ja.json' with { type: 'json' };
import type { MailLanguage } from './mailLanguage.ts';

/** The name of a message, the same in every language. */
export type MessageKey = keyof typeof en;

/** Every message in every language, as MessageFormat 2 source; a key that is missing somewhere does not compile. */
export const mailMessages: Readonly<Record<MailLanguage, Readonly<Record<MessageKey, string>>>> = {
  en,
  fr,
  de,
  es,
  ja,
  ar,
  he,
};
