import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** `reacceptanceRequired` → `reacceptance required`. */
export function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function sentence(name: string): string {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function countryName(code: string | null): string {
  if (code === null) return 'not known';
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}

/** An instant to the second, UTC. */
export function when(instant: string | null, otherwise = 'not yet'): Markup {
  if (instant === null) return otherwise;
  const text = `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
  return html`<time datetime="${instant}" style="white-space: nowrap">${text}</time>`;
}

const badgeKinds: Record<string, string> = {
  accepted: 'good',
  fulfilled: 'good',
  invited: 'waiting',
  open: 'waiting',
  attesting: 'waiting',
  undeliverable: 'bad',
  failed: 'bad',
};

export function badge(state: string): Markup {
  return html`<span class="badge ${badgeKinds[state] ?? ''}">${words(state)}</span>`;
}

/** Yes, no, or unknown. */
export function yesNo(answer: boolean | null): Markup {
  if (answer === null) return html`<span class="badge waiting">unknown</span>`;
  return answer ? html`<span class="badge good">yes</span>` : html`<span class="badge bad">no</span>`;
}

/** One line of a description list. */
export function row(label: string, value: Markup): Markup {
  return html`<dt>${label}</dt>
    <dd>${value}</dd>`;
}
