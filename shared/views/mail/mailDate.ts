import { intlLocale } from './mailLanguage.ts';
import type { MailLanguage } from './mailLanguage.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day in a language, in UTC: "22 December 2026". */
export function dayText(language: MailLanguage, instant: Date): string {
  return formatOf(language, 'day').format(instant);
}

/** A moment in a language, with its zone: "22 December 2026 at 15:41 UTC". */
export function momentText(language: MailLanguage, instant: Date): string {
  return formatOf(language, 'moment').format(instant);
}

const options = {
  day: { dateStyle: 'long', timeZone: 'UTC' },
  moment: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: 'UTC',
  },
} as const;

// Making a format costs as much as all the rest of a mail.
function formatOf(language: MailLanguage, kind: keyof typeof options): Intl.DateTimeFormat {
  const name = `${language} ${kind}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(intlLocale(language), options[kind]);
  formats.set(name, format);
  return format;
}
