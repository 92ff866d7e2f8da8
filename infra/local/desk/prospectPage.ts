import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { RelationshipInvitation } from './apiShapes.ts';
import { badge, row, sentence, when } from './words.ts';

/** One relationship invitation, as the notices about it link to it. */
export function prospectPage(invitation: RelationshipInvitation): Markup {
  const { id, state, stateReason, companyName, recipient, sentAt, openedAt, expiresAt } = invitation;
  const { remindersSent, customerTenantId } = invitation;
  return html`<p><a href="/desk">All customers</a></p>
    <h1>Relationship invitation</h1>
    <section class="card" aria-label="Relationship invitation">
      <dl>
        ${row('State', html`${badge(state)} ${stateReason === null ? '' : sentence(stateReason)}`)}
        ${row('Company', html`<bdi>${companyName ?? 'not named'}</bdi>`)}
        ${row('Recipient', html`<bdi>${recipient.email}</bdi>`)} ${row('Sent', when(sentAt))}
        ${row('Opened', when(openedAt))} ${row('Reminders', String(remindersSent))}
        ${row('Expires', when(expiresAt))}
        ${
          customerTenantId === null
            ? ''
            : row('Customer', html`<a href="/desk/customers/${customerTenantId}">${customerTenantId}</a>`)
        }
        ${row('Id', html`<code>${id}</code>`)}
      </dl>
    </section>`;
}
