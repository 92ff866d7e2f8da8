import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Problem } from './deskApi.ts';

/** Fields of the invitation form, by the place of their value in the request. */
export const fieldOf: Readonly<Record<string, { readonly name: string; readonly label: string }>> = {
  '/recipient/firstName': { name: 'firstName', label: 'First name' },
  '/recipient/lastName': { name: 'lastName', label: 'Last name' },
  '/recipient/email': { name: 'email', label: 'E-mail' },
  '/language': { name: 'language', label: 'Language' },
  '/delivery': { name: 'delivery', label: 'Delivery' },
  '/note': { name: 'note', label: 'Note to the customer' },
};

/** What went wrong, in words, with links to the fields it is about. A form's address ends in `#problem` to lead here. */
export function problemView(problem: Problem): Markup {
  const { detail, code, errors, requestId, retryAfterSeconds } = problem;
  const place = (pointer: string) => {
    const field = fieldOf[pointer];
    return field ? html`<a href="#${field.name}">${field.label}</a>` : html`<code>${pointer || '/'}</code>`;
  };
  const list = html`<ul>
    ${errors.map(({ pointer, message }) => html`<li>${place(pointer)} ${message}</li>`)}
  </ul>`;
  return html`<div class="notice" style="margin-top: 1rem" role="alert" id="problem" tabindex="-1">
    <p><strong>${detail}</strong></p>
    ${errors.length > 0 ? list : ''}
    ${retryAfterSeconds ? html`<p>Try again in ${wait(retryAfterSeconds)}.</p>` : ''}
    <p class="quiet">
      Code <code>${code}</code>${requestId ? html`, request <code>${requestId}</code>` : ''}
    </p>
  </div>`;
}

function wait(seconds: number): string {
  return seconds < 120 ? `${String(seconds)} seconds` : `${String(Math.ceil(seconds / 60))} minutes`;
}
