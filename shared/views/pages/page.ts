import { escapeHtml } from './escapeHtml.ts';
import { directionOf } from '../mail/mailLanguage.ts';
import type { Language } from '../../domain/language.ts';

/** One piece of a page; every text in it is escaped when the page is written. */
export type PagePart =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly text: string }
  /** A value to write down, letter for letter. */
  | { readonly kind: 'literal'; readonly label: string; readonly value: string }
  | { readonly kind: 'copy'; readonly label: string; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string; readonly look: 'button' | 'plain' }
  /** A button that changes something, which following a link never does. */
  | {
      readonly kind: 'form';
      readonly button: string;
      readonly action: string;
      readonly hidden?: HiddenField;
    };

/** Sent with the form, but not shown. */
export type HiddenField = { readonly name: string; readonly value: string };

/** A page for customers in one language, to be read in light and dark, on a phone and by a screen reader. */
export function page(language: Language, parts: readonly PagePart[]): string {
  const title = parts.find(({ kind }) => kind === 'title');
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title && 'text' in title ? escapeHtml(title.text) : ''}</title>
<style>${style}</style>
</head>
<body><main>
${parts.map(htmlOf).join('\n')}
</main></body>
</html>
`;
}

function htmlOf(part: PagePart, index: number): string {
  switch (part.kind) {
    case 'title':
      return `<h1>${escapeHtml(part.text)}</h1>`;
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'text':
      return `<p>${escapeHtml(part.text)}</p>`;
    case 'literal':
      return `<p>${escapeHtml(part.label)}<br><code dir="ltr">${escapeHtml(part.value)}</code></p>`;
    case 'copy': {
      const id = `copy-${String(index)}`;
      return `<p><label for="${id}">${escapeHtml(part.label)}</label></p>
<textarea id="${id}" rows="9" readonly dir="auto">${escapeHtml(part.text)}</textarea>`;
    }
    case 'link': {
      const look = part.look === 'button' ? ' class="button"' : '';
      return `<p><a${look} href="${escapeHtml(part.url)}">${escapeHtml(part.text)}</a></p>`;
    }
    case 'form':
      return `<form method="post" action="${escapeHtml(part.action)}">${hiddenOf(part.hidden)}<button>${escapeHtml(part.button)}</button></form>`;
  }
}

function hiddenOf(field: HiddenField | undefined): string {
  if (!field) return '';
  return `<input type="hidden" name="${escapeHtml(field.name)}" value="${escapeHtml(field.value)}">`;
}

const style = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1f23; --accent: #0b5cad; --on-accent: #fff; --line: #767676; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16191d; --text: #e8eaed; --accent: #8ab8f0; --on-accent: #10243a; --line: #8b9096; }
}
* { box-sizing: border-box; }
body { background: var(--back); color: var(--text); font: 1.0625rem/1.55 system-ui, sans-serif; margin: 0; }
main { margin: 0 auto; max-width: 38rem; padding: min(10vh, 5rem) 1.25rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { border-top: 1px solid var(--line); font-size: 1.25rem; line-height: 1.3; margin: 2.25rem 0 .5rem; padding-top: 1.75rem; }
p { margin: .75rem 0; }
a { color: var(--accent); }
a.button, button {
  background: var(--accent); border: 2px solid var(--accent); border-radius: 6px; color: var(--on-accent); cursor: pointer;
  display: inline-block; font: inherit; font-weight: 600; padding: .6rem 1.1rem; text-align: start; text-decoration: none;
}
button { background: none; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
code { display: inline-block; font: 1.15rem/1.5 ui-monospace, Consolas, monospace; user-select: all; }
textarea {
  background: transparent; border: 1px solid var(--line); border-radius: 6px; color: inherit; font: inherit; font-size: 1rem;
  padding: .75rem; width: 100%;
}
`;
