const ellipsis = '…';

/** At most this many characters (code points) of a text, the last one an ellipsis where something was cut. */
export function capped(text: string, maxCharacters: number): string {
  const characters = [...text];
  if (characters.length <= maxCharacters) return text;
  return (
    characters
      .slice(0, maxCharacters - 1)
      .join('')
      .trimEnd() + ellipsis
  );
}

/** A value fit for one line of a mail or its subject: no line breaks, control, format or bidi characters. */
export function oneLine(value: string, maxCharacters: number): string {
  const line = value
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\p{Z}\s]+/gu, ' ')
    .trim();
  return capped(line, maxCharacters);
}

/** Free text of several lines: line breaks become \n, other control, format and bidi characters go. */
export function plainBlock(value: string, maxCharacters: number): string {
  const block = value
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // The joiners are letters to Persian, Indic scripts and emoji, and cannot reorder text.
    .replace(/[^\P{Cf}\u200c\u200d]/gu, '')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return capped(block, maxCharacters);
}

/**
 * The same text to the eye, but mail programs do not turn a web or mail address in it into a link: an invisible
 * WORD JOINER breaks the address up. Only our own links may be clickable (behaviour of mail programs: unverified).
 */
export function unlinked(text: string): string {
  return text.replace(/:(?=\/\/)|[.。．｡](?=[\p{L}\p{N}-]{2,})|@(?=[\p{L}\p{N}])/gu, '$&\u2060');
}
