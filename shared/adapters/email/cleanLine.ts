/**
 * One safe line for a mail header: no line breaks or other control characters, nothing that turns the reading
 * direction, no broken surrogates. The mail service passes all of them on (tried), so this is the last fence.
 */
export function cleanLine(text: string, longest: number): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  // By code point, so that no character is cut in half.
  return [...line].slice(0, longest).join('').trimEnd();
}

/** One address and nothing else: no list, no display name, no header injection. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 319 && /^[^\s\p{C}<>()[\],;:\\"@]+@[^\s\p{C}<>()[\],;:\\"@]+$/u.test(text);
}
