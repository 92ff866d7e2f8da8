import { parseMessage } from 'messageformat';
import type { Model } from 'messageformat';
import type { MailWording } from '../../domain/mail/mailBrand.ts';
import { isPlainBlock } from './cleanText.ts';
import type { MailLanguage } from './mailLanguage.ts';
import { mailMessages } from './mailMessages.ts';

/** The messages a partner may put into its own words: never who wrote the mail, who may accept, or an address. */
export const ownWordingKeys = [
  'inviteExisting.subject',
  'inviteExisting.preheader',
  'inviteExisting.heading',
  'inviteExisting.why',
  'inviteExisting.where',
  'inviteNetNew.subject',
  'inviteNetNew.preheader',
  'inviteNetNew.heading',
  'inviteNetNew.why',
  'inviteNetNew.effect',
  'inviteRelationship.subject',
  'inviteRelationship.preheader',
  'inviteRelationship.heading',
  'inviteRelationship.why',
  'inviteRelationship.effect',
  'inviteRelationship.where',
  'attestationLink.subject',
  'attestationLink.preheader',
  'attestationLink.heading',
  'attestationLink.why',
  'attestationLink.where',
  'reminder.opening',
  'acceptanceConfirmed.customer.subject',
  'acceptanceConfirmed.customer.preheader',
  'acceptanceConfirmed.customer.what',
  'acceptanceConfirmed.customer.next',
  'regards',
] as const;

/** A message that a partner may put into its own words. */
export type OwnWordingKey = (typeof ownWordingKeys)[number];

/** The most characters of a partner's own words for one message. */
export const maxOwnCharacters = 600;

/** Subject and preview line. */
export function isOneLineKey(key: string): boolean {
  return key.endsWith('.subject') || key.endsWith('.preheader');
}

/** The parsed words of a partner for one message, or null where there are none that may be used. */
export function ownMessage(
  wording: MailWording | undefined,
  language: MailLanguage,
  key: string,
): Model.Message | null {
  if (!isOwnWordingKey(key)) return null;
  const text = wording?.[language]?.[key];
  return text === undefined || wordingProblem(key, text) !== null ? null : parseMessage(text);
}

/** Why these words may not replace the message of this name, or null when they may. */
export function wordingProblem(key: string, text: string): string | null {
  if (!isOwnWordingKey(key)) return 'This message cannot be changed.';
  if (text === '' || !isPlainBlock(text, maxOwnCharacters))
    return `Use 1 to ${maxOwnCharacters} characters of plain text, without control or bidi characters.`;
  if (isOneLineKey(key) && text.includes('\n')) return 'A subject is one line. So is a preview line.';
  if (/:\/\/|www\.|@/i.test(text)) return 'Web and mail addresses cannot be written here.';
  const allowed = placeholdersOf(mailMessages.en[key]);
  const used = simplePlaceholders(text);
  if (used === null) return 'Use text and placeholders like {$companyName} only.';
  const unknown = used.filter((name) => !allowed.has(name));
  return unknown.length === 0 ? null : `Known placeholders here: ${[...allowed].sort().join(', ')}.`;
}

function isOwnWordingKey(key: string): key is OwnWordingKey {
  return ownWordingKeys.some((own) => own === key);
}

/** The names of all placeholders in a message of ours. */
export function placeholdersOf(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/\$([A-Za-z]\w*)/g)].map(([, name = '']) => name));
}

// Partners get text and names, not the language: no functions, no selectors, no markup.
function simplePlaceholders(text: string): string[] | null {
  const message = parsed(text);
  if (message?.type !== 'message' || message.declarations.length > 0) return null;
  const names: string[] = [];
  for (const part of message.pattern) {
    if (typeof part === 'string') continue;
    if (part.type !== 'expression' || part.functionRef !== undefined || part.attributes !== undefined)
      return null;
    if (part.arg?.type !== 'variable') return null;
    names.push(part.arg.name);
  }
  return names;
}

function parsed(text: string): Model.Message | null {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}
