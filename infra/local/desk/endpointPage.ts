import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { WebhookEndpoint } from './apiShapes.ts';
import { badge, row, sentence, when } from './words.ts';

/** One webhook endpoint, as the notice about its end links to it. */
export function endpointPage(endpoint: WebhookEndpoint): Markup {
  const { id, url, description, state, disabled, failingSince } = endpoint;
  return html`<p><a href="/desk">All customers</a></p>
    <h1>Webhook endpoint</h1>
    <section class="card" aria-label="Webhook endpoint">
      <dl>
        ${row('State', html`${badge(state)} ${disabled ? sentence(disabled.reason) : ''}`)}
        ${row('Disabled', when(disabled?.at ?? null, 'no'))}
        ${row('Failing since', when(failingSince, 'not failing'))} ${row('Address', html`<bdi>${url}</bdi>`)}
        ${row('Description', description ?? 'none')} ${row('Id', html`<code>${id}</code>`)}
      </dl>
    </section>`;
}
