import { MessageFormat } from 'messageformat';
import type { Model } from 'messageformat';
import { unlinked } from './cleanText.ts';
import { tightenJapaneseSpacing } from './tightenJapaneseSpacing.ts';
import { directionOf, intlLocale } from './mailLanguage.ts';
import type { MailLanguage } from './mailLanguage.ts';
import { mailMessages } from './mailMessages.ts';
import type { MessageKey } from './mailMessages.ts';
import { ownMessage } from './mailWording.ts';
import type { MailWording } from '../../domain/mail/mailBrand.ts';

/** What a message's placeholders stand for. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Which message, and where it will stand. */
export interface MessageRequest {
  language: MailLanguage;
  key: MessageKey;
  place: 'body' | 'subject';
  /** The partner's own words, which come first. */
  wording: MailWording | undefined;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const compiled = new Map<string, MessageFormat>();

/** One message in one language; in a body, values of another direction are isolated from the text around them. */
export function mailMessage(
  { language, key, place, wording }: MessageRequest,
  values: MessageValues,
): string {
  const mixed =
    directionOf(language) === 'rtl' || Object.values(values).some((value) => rightToLeft.test(String(value)));
  // Isolates are invisible in a body but boxes in some lists of mails, hence none in a subject.
  const isolated = place === 'body' && mixed;
  const own = ownMessage(wording, language, key);
  const message = own === null ? ourMessage(language, key, isolated) : compile(language, own, isolated);
  const text = message.format({ ...values }, (error) => {
    throw new Error(`The message ${key} (${language}) cannot be formatted.`, { cause: error });
  });
  // A host in the partner's own words would become a link as one in a name would.
  const harmless = own !== null && place === 'body' ? unlinked(text) : text;
  return language === 'ja' ? tightenJapaneseSpacing(harmless, Object.values(values)) : harmless;
}

// Compiling costs more than formatting, and most processes use few languages: compile on first use, then keep.
function ourMessage(language: MailLanguage, key: MessageKey, isolated: boolean): MessageFormat {
  const name = `${language} ${key} ${isolated}`;
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const message = compile(language, mailMessages[language][key], isolated);
  compiled.set(name, message);
  return message;
}

function compile(language: MailLanguage, source: string | Model.Message, isolated: boolean): MessageFormat {
  return new MessageFormat(intlLocale(language), source, {
    bidiIsolation: isolated ? 'default' : 'none',
    dir: directionOf(language),
  });
}
