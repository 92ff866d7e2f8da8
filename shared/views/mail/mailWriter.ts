import { capped, oneLine, unlinked } from './cleanText.ts';
import { maxNameCharacters } from './mailBrand.ts';
import type { MailBasics } from './mailInput.ts';
import { dayText, momentText } from './mailDate.ts';
import { mailMessage } from './mailMessage.ts';
import type { MessageValues } from './mailMessage.ts';
import type { MessageKey } from './mailMessages.ts';

/** More is cut off in lists of mails. */
export const maxSubjectCharacters = 70;
/** A name keeps at least so much where a subject has to be shortened. */
const leastNameCharacters = 12;

/** Says a mail's messages in its language; the reader's, the company's and the partner's name are known to it. */
export interface MailWriter {
  say: (key: MessageKey, values?: MessageValues) => string;
  /** At most `max` characters: long names are shortened first. */
  subject: (key: MessageKey, values?: MessageValues, max?: number) => string;
  /** A person's name, fit for a body. */
  name: (name: string | null) => string;
  /** "22 December 2026", in UTC. */
  day: (instant: Date) => string;
  /** "22 December 2026 at 15:41 UTC". */
  moment: (instant: Date) => string;
}

/** A writer for one mail; throws when the partner's or the company's name is empty. */
export function createMailWriter({ language, brand, recipientName, companyName }: MailBasics): MailWriter {
  const oneLineName = (name: string | null): string => oneLine(name ?? '', maxNameCharacters);
  const name = (text: string | null): string => unlinked(oneLineName(text));
  const inSubject = {
    companyName: oneLineName(companyName),
    partnerName: oneLineName(brand.partnerName),
  };
  if (inSubject.partnerName === '') throw new Error('A mail needs the name of the partner.');
  if (companyName !== null && inSubject.companyName === '')
    throw new Error('A mail needs the name of the company.');
  const inBody = {
    recipientName: name(recipientName),
    companyName: name(companyName),
    partnerName: name(brand.partnerName),
  };
  const { wording } = brand;
  return {
    name,
    say: (key, values) => mailMessage({ language, key, place: 'body', wording }, { ...inBody, ...values }),
    subject: (key, values, max = maxSubjectCharacters) => {
      const write = (names: Readonly<Record<string, string>>): string =>
        mailMessage({ language, key, place: 'subject', wording }, { ...names, ...values });
      return shortened(write, inSubject, max);
    },
    day: (instant) => dayText(language, instant),
    moment: (instant) => momentText(language, instant),
  };
}

/** The company's name gives way first, then the partner's: what the mail is about stays whole. */
function shortened(
  write: (names: Readonly<Record<string, string>>) => string,
  names: { readonly companyName: string; readonly partnerName: string },
  max: number,
): string {
  let fitting = { ...names };
  for (const name of ['companyName', 'partnerName'] as const) {
    const over = write(fitting).length - max;
    if (over <= 0) break;
    const length = Math.max(fitting[name].length - over, leastNameCharacters);
    fitting = { ...fitting, [name]: capped(fitting[name], length) };
  }
  return capped(write(fitting), max);
}
