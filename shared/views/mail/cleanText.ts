const ellipsis = '…';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most this many characters, as people count them, the last one an ellipsis where something was cut. */
export function capped(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
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
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    // Joiners are letters to Persian, Indic scripts and emoji, tags to flags, and marks order only their neighbours.
    .replace(/(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[^\P{Cf}\u200c-\u200f]/gu, '$1')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return capped(block, maxCharacters);
}

/** Whether a text is as `plainBlock` leaves it. No-break spaces may stay: French sets them before signs. */
export function isPlainBlock(text: string, maxCharacters: number): boolean {
  return text.replace(/[\u00a0\u202f]/g, ' ') === plainBlock(text, maxCharacters);
}

/**
 * The same text to the eye, but mail programs do not turn a web or mail address in it into a link: an invisible
 * WORD JOINER breaks the address up. Only our own links may be clickable (behaviour of mail programs: unverified).
 */
export function unlinked(text: string): string {
  return text.replace(/:(?=\/\/)|[.。．｡](?=[\p{L}\p{N}-]{2,})|@(?=[\p{L}\p{N}])/gu, '$&\u2060');
}
