import en from './messages/en.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import type { MailLanguage } from './mailInput.ts';

/** The name of a message, the same in every language. */
export type MessageKey = keyof typeof en;

/** Every message in every language, as MessageFormat 2 source. */
export const mailMessages: Readonly<Record<MailLanguage, Readonly<Record<MessageKey, string>>>> = {
  en,
  fr,
  // TODO of this first step: the other languages follow.
  de: en,
  es: en,
  ja: en,
  ar: en,
  he: en,
};
