import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Markup } from '../../simulator/page.ts';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import { attestationState } from '../agreements/attestation.ts';
import type { Customer } from '../customers/customer.ts';
import type { State } from '../state.ts';
import { frame, when } from './frame.ts';

const shownCustomers = 200;

/** What the simulated service has on record, for people who look around. */
export function overview(state: State): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>().get('/', (c) => {
    const { items } = state.customers.page(0, shownCustomers);
    const attestations = [...state.attestations.values()].slice(-20).reverse();
    const body = html`<p>Follow a company’s name to accept the agreement for it in the admin center.</p>
      <h2>Customers of ${state.partner.companyName} (${state.customers.size})</h2>
      ${table(
        'Customers',
        ['Company', 'Country', 'Tenant id', 'On record'],
        items.map((customer) => [
          html`<a href="/AdminPortal/Home?ref=/BillingAccounts/agreement&find=${customer.id}"
            >${customer.companyName}</a
          >`,
          customer.address.country,
          customer.id,
          standing(customer),
        ]),
      )}
      <h2>Latest attestations</h2>
      ${table(
        'Latest attestations',
        ['Company', 'State', 'Expires', 'Page'],
        attestations.map((one) => [
          one.companyName,
          attestationState(one, state.clock()),
          when(one.expiresAt),
          html`<a href="/mca/?attestationid=${one.id}">Open as ${one.signatory.firstName}</a>`,
        ]),
      )}`;
    return c.html(frame('Partner Center', 'Overview', body));
  });
}

function table(label: string, heads: string[], rows: Markup[][]): Markup {
  if (rows.length === 0) return html`<p class="quiet">None.</p>`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function standing(customer: Customer): string {
  const found = customer.agreements.map(({ type, dateAgreed }) => {
    const name = type === 'MicrosoftCustomerAgreement' ? 'confirmed' : 'Cloud Agreement confirmed';
    return `${name} ${dateAgreed.slice(0, 10)}`;
  });
  if (customer.isSigned) found.unshift('accepted directly');
  if (customer.cannotAcceptDirectly) found.push('cannot accept directly');
  if (customer.relationship === 'none') found.push('no relationship');
  return found.join(', ') || 'nothing';
}
