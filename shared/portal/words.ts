import { MessageFormat } from 'messageformat';
import { settings } from './settings.ts';
import type { WordKey } from './wordKeys.ts';

export const languages = ['en', 'fr', 'de', 'es', 'ja', 'ar', 'he'] as const;
export type Language = (typeof languages)[number];

/** Each language under the name that its readers know it by. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  ja: '日本語',
  ar: 'العربية',
  he: 'עברית',
};

type Texts = Readonly<Record<string, string>>;

type Sources = Readonly<Record<Language, () => Promise<{ default: Texts }>>>;

// Two files per language, read when they are needed. The build knows what `words:` means.
const sources: Sources = {
  en: () => import('words:en'),
  fr: () => import('words:fr'),
  de: () => import('words:de'),
  es: () => import('words:es'),
  ja: () => import('words:ja'),
  ar: () => import('words:ar'),
  he: () => import('words:he'),
};
const moreSources: Sources = {
  en: () => import('words:en/more'),
  fr: () => import('words:fr/more'),
  de: () => import('words:de/more'),
  es: () => import('words:es/more'),
  ja: () => import('words:ja/more'),
  ar: () => import('words:ar/more'),
  he: () => import('words:he/more'),
};

const kept = 'language';
let current: Language = 'en';
let texts: Texts = {};
let hasMore = false;
const formats = new Map<string, MessageFormat>();

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** The language chosen in this browser, else the first of the reader's own that we have, else the partner's. */
export function preferredLanguage(): Language {
  const wished = [localStorage.getItem(kept) ?? '', ...navigator.languages, settings.language];
  return wished.map((one) => one.split('-')[0] ?? '').find(isLanguage) ?? 'en';
}

export const language = (): Language => current;
export const isRightToLeft = (one: string = current): boolean => one === 'ar' || one === 'he';

/** Reads the texts of a language and turns the page to it. */
export async function speak(chosen: Language, withMore = hasMore): Promise<void> {
  const read = [sources[chosen], ...(withMore ? [moreSources[chosen]] : [])];
  texts = Object.assign({}, ...(await Promise.all(read.map(async (one) => (await one()).default)))) as Texts;
  current = chosen;
  hasMore = withMore;
  formats.clear();
  document.documentElement.lang = chosen;
  document.documentElement.dir = isRightToLeft(chosen) ? 'rtl' : 'ltr';
}

/** Reads the texts of the screens besides the customers' own, once. */
export async function speakMore(): Promise<void> {
  if (!hasMore) await speak(current, true);
}

export function keepLanguage(chosen: Language): void {
  localStorage.setItem(kept, chosen);
}

export type Values = Readonly<Record<string, string | number>>;

/** A text in the reader's language; `values` fill its placeholders (MessageFormat 2). */
export function t(key: WordKey, values?: Values): string {
  const text = texts[key] ?? key;
  if (!text.includes('{')) return text;
  const format = formats.get(key) ?? new MessageFormat(current, text);
  formats.set(key, format);
  return format.format({ ...values });
}

/** The text of a key that is put together, such as `status.${status}`; undefined where there is none. */
export function maybe(key: string, values?: Values): string | undefined {
  return key in texts ? t(key as WordKey, values) : undefined;
}
