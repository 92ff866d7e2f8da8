import { languages } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';

/** The first language of ours that a browser asks for (`Accept-Language`, in its order of weight), else English. */
export function pageLanguage(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .slice(0, 20)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameters[0] ?? 'q=1');
      return { language: tag.split('-')[0], weight: Number(weight?.[1] ?? 0) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wishes) {
    const ours = languages.find((one) => one === language);
    if (ours) return ours;
  }
  return 'en';
}

/** How its speakers call each language. */
export const languageNames: Readonly<Record<Language, string>> = {
  ...{ en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español', ja: '日本語' },
  ...{ ar: 'العربية', he: 'עברית' },
};
