import ar from './messages/ar.json' with { type: 'json' };
import de from './messages/de.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import fr from './messages/fr.json' with { type: 'json' };
import he from './messages/he.json' with { type: 'json' };
import ja from './messages/ja.json' with { type: 'json' };
import type { Language } from '../../domain/language.ts';

export type ChatMessageKey = keyof typeof en;

/** MessageFormat 2 sources; a key that is missing in a language does not compile. */
export const chatMessages: Readonly<Record<Language, Readonly<Record<ChatMessageKey, string>>>> = {
  ...{ en, fr, de, es, ja, ar, he },
};
