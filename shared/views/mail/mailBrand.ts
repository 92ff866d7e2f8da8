import { readEmailAddress } from '../../domain/emailAddress.ts';
import { isPlainBlock, oneLine } from './cleanText.ts';
import { contrastRatio } from './contrast.ts';
import { isLinkUrl } from './linkUrl.ts';
import { mailLanguages } from './mailLanguage.ts';
import type { MailLanguage } from './mailLanguage.ts';
import type { MailBrand, MailColors } from '../../domain/mail/mailBrand.ts';
import { wordingProblem } from './mailWording.ts';

/** One thing that is wrong with a brand: where (JSON pointer) and what; never the value. */
export interface MailBrandProblem {
  pointer: string;
  message: string;
}

/** The most characters of a partner's or company's name in a mail. */
export const maxNameCharacters = 80;

/** The most characters of the legal footer. */
export const maxLegalCharacters = 1000;

/** The colours of a mail whose partner chose none. */
export const defaultColors: MailColors = { button: '#0b5cad', buttonText: '#ffffff', link: '#0b5cad' };

/** Everything that keeps a brand from being saved; empty when all is well. */
export function mailBrandProblems(brand: MailBrand): MailBrandProblem[] {
  const problems: MailBrandProblem[] = [];
  const check = (fine: boolean, pointer: string, message: string): void => {
    if (!fine) problems.push({ pointer, message });
  };
  const { partnerName, supportEmail, legalFooter, colors, logo, wording } = brand;
  check(
    partnerName !== '' && partnerName === oneLine(partnerName, maxNameCharacters),
    '/partnerName',
    `Use 1 to ${maxNameCharacters} characters on one line, without control or bidi characters.`,
  );
  check(
    !/^(the\s+)?microsoft\b/i.test(partnerName.normalize('NFKC').trim()),
    '/partnerName',
    'Use your own company name: mails must not look as if Microsoft had sent them.',
  );
  check(
    !isMixed(partnerName),
    '/partnerName',
    'Write each word in one script: look-alike letters deceive readers.',
  );
  check(
    !/:\/\/|\bwww\.|@\S+\.\S/i.test(partnerName),
    '/partnerName',
    'Use a name, not a web or mail address.',
  );
  check(supportEmail === null || isMailAddress(supportEmail), '/supportEmail', 'Use one e-mail address.');
  check(
    legalFooter === null || isPlainBlock(legalFooter.replace(/\r\n/g, '\n'), maxLegalCharacters),
    '/legalFooter',
    `Use plain text of up to ${maxLegalCharacters} characters, without control or bidi characters.`,
  );
  if (colors !== undefined) problems.push(...colorProblems(colors));
  if (logo !== undefined) {
    check(isLinkUrl(logo.url), '/logo/url', 'Use an https address.');
    check(isWithin(logo.widthPx, 300), '/logo/widthPx', 'Use a whole number from 1 to 300.');
    check(isWithin(logo.heightPx, 120), '/logo/heightPx', 'Use a whole number from 1 to 120.');
  }
  for (const language of mailLanguages) problems.push(...wordingProblems(language, wording?.[language]));
  return problems;
}

/** A word of Latin letters with Cyrillic or Greek ones among them can look like another word. */
function isMixed(name: string): boolean {
  const words = name.normalize('NFKC').split(/[^\p{L}\p{M}]+/u);
  return words.some(
    (word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
  );
}

/** What is wrong with chosen colours: text on the button and links on the white card need 4.5:1 (WCAG AA). */
export function colorProblems(colors: MailColors): MailBrandProblem[] {
  const names = ['button', 'buttonText', 'link'] as const;
  const malformed = names.filter((name) => !/^#[0-9a-f]{6}$/i.test(colors[name]));
  if (malformed.length > 0)
    return malformed.map((name) => ({ pointer: `/colors/${name}`, message: 'Write the colour as #rrggbb.' }));
  const problems: MailBrandProblem[] = [];
  if (contrastRatio(colors.buttonText, colors.button) < 4.5)
    problems.push({ pointer: '/colors/buttonText', message: 'Contrast with the button is below 4.5:1.' });
  if (contrastRatio(colors.link, '#ffffff') < 4.5)
    problems.push({ pointer: '/colors/link', message: 'Contrast with the white background is below 4.5:1.' });
  return problems;
}

/** Whether a text is one plain address that can stand in a mailto: link as it is. */
export function isMailAddress(text: string): boolean {
  const read = readEmailAddress(text);
  return 'address' in read && read.address.length === text.length;
}

function isWithin(size: number, max: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= max;
}

function wordingProblems(
  language: MailLanguage,
  words: Readonly<Record<string, string>> | undefined,
): MailBrandProblem[] {
  return Object.entries(words ?? {}).flatMap(([key, text]) => {
    const message = wordingProblem(key, text);
    // RFC 6901: "~" and "/" are escaped in a pointer.
    const name = key.replaceAll('~', '~0').replaceAll('/', '~1');
    return message === null ? [] : [{ pointer: `/wording/${language}/${name}`, message }];
  });
}
