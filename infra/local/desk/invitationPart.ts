import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Invitation, LinkContent } from './apiShapes.ts';
import { badge, row, when } from './words.ts';

/** The customer's newest invitation. */
export function invitationFacts({ recipient, language, delivery, note, ...rest }: Invitation): Markup {
  const { state, url, createdAt, sentAt, openedAt, expiresAt } = rest;
  const name = [recipient.firstName, recipient.lastName].filter((part) => part !== null).join(' ');
  return html`<dl>
    ${row('State', badge(state))} ${row('For', html`<bdi>${name}</bdi> <bdi>${recipient.email}</bdi>`)}
    ${row('Link for the customer', link(url))}
    ${row('Delivery', delivery === 'email' ? 'by e-mail' : 'you send the link')} ${row('Language', language)}
    ${note === null ? '' : row('Note', html`<bdi>${note}</bdi>`)} ${row('Created', when(createdAt))}
    ${delivery === 'email' ? row('Sent', when(sentAt)) : ''} ${row('Opened', when(openedAt))}
    ${row('Expires', when(expiresAt))}
  </dl>`;
}

/** What to send by hand. The API says it once, so it is gone when the environment stops. */
export function contentToCopy({ subject, text, html: mailHtml, mailto }: LinkContent): Markup {
  return html`<h3>To send</h3>
    ${/^mailto:/i.test(mailto) ? html`<p><a href="${mailto}">Write it in your mail program</a></p>` : ''}
    <dl>${row('Subject', html`<bdi>${subject}</bdi>`)}</dl>
    <details open>
      <summary>Text</summary>
      <pre tabindex="0" role="region" aria-label="Text to send" dir="auto">${text}</pre>
    </details>
    <details>
      <summary>HTML</summary>
      <pre tabindex="0" role="region" aria-label="HTML to send">${mailHtml}</pre>
    </details>`;
}

function link(url: string): Markup {
  return /^https?:\/\//.test(url)
    ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>
        <span class="quiet">(following it counts as opened by the customer)</span>`
    : html`<code>${url}</code>`;
}
