import { directionOf, intlLocale } from '../mail/mailLanguage.ts';
import { momentText } from '../mail/mailDate.ts';
import { escapeHtml } from './escapeHtml.ts';
import { brandFooter, brandHeader, brandStyle } from './pageBrand.ts';
import { languageNames } from './pageLanguage.ts';
import { pageScript } from './pageScript.ts';
import { pageStyle } from './pageStyle.ts';
import { pageText } from './pageMessages.ts';
import { languages, type Language } from '../../domain/language.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';

/** One piece of a page; every text in it is escaped when the page is written. */
export type PagePart =
  /** `about`: above the title, what the page is about. */
  | { readonly kind: 'about' | 'title' | 'heading' | 'strong'; readonly text: string }
  /** `at`: an instant that the text names, as `momentText` writes it. */
  | { readonly kind: 'text' | 'notice'; readonly text: string; readonly at?: Date | undefined }
  | { readonly kind: 'steps' | 'list'; readonly items: readonly string[] }
  /** A value to write down, letter for letter. */
  | { readonly kind: 'literal'; readonly label: string; readonly value: string }
  | { readonly kind: 'copy'; readonly label: string; readonly text: string }
  | {
      readonly kind: 'link';
      readonly text: string;
      readonly url: string;
      readonly look: 'button' | 'plain';
      /** Keeps this page open behind the new one. */
      readonly isNewTab?: boolean;
    }
  /** A button that changes something, which following a link never does. */
  | {
      readonly kind: 'form';
      readonly button: string;
      readonly action: string;
      /** Says that the form stood on a page that this app offered. */
      readonly view?: string;
      readonly look?: 'button';
    };

/** Name of the form's value that says which view of the page it is. */
export const viewField = 'view';
/** Name of the address's value that asks for another language. */
export const languageField = 'lang';

/** What surrounds a page: without a brand, nothing is said of the partner. */
export type PageFrame = {
  readonly language: Language;
  readonly brand?: MailBrand | undefined;
  /** Asks the browser to come again by itself, in seconds. */
  readonly refreshSeconds?: number;
  /** The same address shows the page in the other languages, too. */
  readonly hasLanguages?: boolean;
};

/** A page for customers in one language, to be read in light and dark, on a phone and by a screen reader. */
export function page(frame: PageFrame, parts: readonly PagePart[]): string {
  const { language, brand, refreshSeconds } = frame;
  const refresh = refreshSeconds ? `<meta http-equiv="refresh" content="${String(refreshSeconds)}">\n` : '';
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}" data-locale="${intlLocale(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh}<title>${escapeHtml(titleOf(frame, parts))}</title>
<style>${pageStyle}${brand ? brandStyle(brand) : ''}</style>
</head>
<body>
${brand ? brandHeader(brand) : ''}<main>
${parts.map((part, index) => htmlOf(part, { language, index })).join('\n')}
</main>
${brand ? brandFooter(brand, language) : ''}${frame.hasLanguages ? languageLinks(language) : ''}<script>${pageScript}</script>
</body>
</html>
`;
}

function titleOf({ brand }: PageFrame, parts: readonly PagePart[]): string {
  const titles = parts.flatMap((part) => (part.kind === 'title' ? [part.text] : []));
  return [...titles, ...(brand ? [brand.partnerName] : [])].join(' · ');
}

/** Names the languages as their speakers do. */
function languageLinks(current: Language): string {
  const links = languages
    .filter((language) => language !== current)
    .map((language) => {
      const dir = directionOf(language);
      return `<a href="?${languageField}=${language}" lang="${language}" hreflang="${language}" dir="${dir}">${languageNames[language]}</a>`;
    });
  return `<nav aria-label="${escapeHtml(pageText(current, 'languages.title'))}">${links.join(' ')}</nav>\n`;
}

type Place = { readonly language: Language; readonly index: number };

function htmlOf(part: PagePart, place: Place): string {
  switch (part.kind) {
    case 'about':
      return `<p class="about">${escapeHtml(part.text)}</p>`;
    case 'title':
      return `<h1>${escapeHtml(part.text)}</h1>`;
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'strong':
      return `<p><strong>${escapeHtml(part.text)}</strong></p>`;
    case 'text':
      return `<p>${withTime(part, place)}</p>`;
    case 'notice':
      return `<p class="notice" role="status">${withTime(part, place)}</p>`;
    case 'steps':
      return `<ol>${itemsOf(part.items)}</ol>`;
    case 'list':
      return `<ul>${itemsOf(part.items)}</ul>`;
    case 'literal': {
      const id = `value-${String(place.index)}`;
      return `<p>${escapeHtml(part.label)}<br><code id="${id}" dir="ltr" translate="no">${escapeHtml(part.value)}</code>${copyButton(id, part.label, place)}</p>`;
    }
    case 'copy': {
      const id = `copy-${String(place.index)}`;
      return `<p><label for="${id}">${escapeHtml(part.label)}</label></p>
<textarea id="${id}" rows="11" readonly dir="auto">${escapeHtml(part.text)}</textarea>${copyButton(id, part.label, place)}`;
    }
    case 'link': {
      const look = part.look === 'button' ? ' class="button"' : '';
      const target = part.isNewTab ? ' target="_blank" rel="noopener noreferrer"' : '';
      return `<p><a${look} href="${escapeHtml(part.url)}"${target}>${escapeHtml(part.text)}</a></p>`;
    }
    case 'form': {
      const look = part.look === 'button' ? ' class="button"' : '';
      return `<form method="post" action="${escapeHtml(part.action)}">${hiddenOf(part.view)}<button${look}>${escapeHtml(part.button)}</button></form>`;
    }
  }
}

function itemsOf(items: readonly string[]): string {
  return items.map((item) => `<li>${escapeHtml(item)}</li>`).join('');
}

/** The instant stands in UTC, with its zone, until the script knows better. */
function withTime(
  { text, at }: { readonly text: string; readonly at?: Date | undefined },
  { language }: Place,
): string {
  const html = escapeHtml(text);
  if (!at) return html;
  const moment = escapeHtml(momentText(language, at));
  return html.replace(moment, () => `<time datetime="${at.toISOString()}">${moment}</time>`);
}

/** Hidden without a script, which alone can copy; the value can be selected as a whole all the same. */
function copyButton(id: string, label: string, { language }: Place): string {
  const [copy, done] = [pageText(language, 'copy.button'), pageText(language, 'copy.done')].map(escapeHtml);
  return ` <button type="button" hidden data-copy="${id}" data-done="${done ?? ''}" aria-label="${copy ?? ''}: ${escapeHtml(label)}">${copy ?? ''}</button> <span role="status"></span>`;
}

function hiddenOf(view: string | undefined): string {
  return view === undefined ? '' : `<input type="hidden" name="${viewField}" value="${escapeHtml(view)}">`;
}
