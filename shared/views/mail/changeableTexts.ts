import { parseMessage, stringifyMessage } from 'messageformat';
import type { MailLanguage } from './mailLanguage.ts';
import { mailMessages } from './mailMessages.ts';
import {
  isOneLineKey,
  maxOwnCharacters,
  ownWordingKeys,
  placeholdersOf,
  type OwnWordingKey,
} from './mailWording.ts';

/** A message that a partner may put into its own words, with our words for it. */
export interface ChangeableText {
  readonly key: OwnWordingKey;
  readonly text: string;
  readonly placeholders: readonly string[];
  readonly isOneLine: boolean;
  readonly maxCharacters: number;
}

/** All messages that a partner may put into its own words, in the order of the mails they are in. */
export function changeableTexts(language: MailLanguage): readonly ChangeableText[] {
  return ownWordingKeys.map((key) => ({
    key,
    text: usualCase(mailMessages[language][key]),
    placeholders: [...placeholdersOf(mailMessages.en[key])].sort(),
    isOneLine: isOneLineKey(key),
    maxCharacters: maxOwnCharacters,
  }));
}

/** A message without its cases: partners write plain text with placeholders, and start best from the last case. */
function usualCase(source: string): string {
  const message = parseMessage(source);
  if (message.type === 'message') return source;
  const pattern = message.variants.at(-1)?.value ?? [];
  return stringifyMessage({ type: 'message', declarations: [], pattern });
}
