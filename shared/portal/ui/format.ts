import { language } from '../words.ts';

const minuteMs = 60_000;

/** A date with its time, in the reader's zone and language. */
export function dateTime(iso: string | number | null): string {
  if (iso === null) return '–';
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );
}

export function date(iso: string | number | null): string {
  if (iso === null) return '–';
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(new Date(iso));
}

/** The same instant for machines and for colleagues elsewhere: `2026-11-30 14:05 UTC`. */
export function utc(iso: string | number): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** "3 minutes ago", "in 2 days". */
export function relative(iso: string | number, now = Date.now()): string {
  const minutes = Math.round((new Date(iso).getTime() - now) / minuteMs);
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 60 / 24), 'day');
}

export const number = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** The name of a country (ISO 3166-1 alpha-2) in the reader's language. */
export function countryName(code: string | null): string {
  if (!code) return '–';
  try {
    return new Intl.DisplayNames(language(), { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The name of a language in the reader's language. */
export function languageName(code: string): string {
  return new Intl.DisplayNames(language(), { type: 'language' }).of(code) ?? code;
}
