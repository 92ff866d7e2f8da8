import { html } from 'hono/html';
import type { Markup } from '../../simulator/page.ts';
import type { Customer } from '../customers/customer.ts';
import type { State } from '../state.ts';

/** The tenant and the role that a visitor of the simulated admin center claims. */
export type Visitor = { tenant: Customer | 'new'; isGlobalAdministrator: boolean };

const shownTenants = 100;
const signInNames = ['tenant', 'role', 'find'];

/** The visitor in the page's parameters, undefined before sign-in. `new` stands for a tenant not known here. */
export function readVisitor(state: State, fields: Record<string, string>): Visitor | undefined {
  const { tenant = '', role } = fields;
  const found = tenant === 'new' ? tenant : state.customers.get(tenant);
  return found && role ? { tenant: found, isGlobalAdministrator: role === 'globalAdministrator' } : undefined;
}

/** Form fields that carry parameters over to the next page. */
export function hidden(fields: Record<string, string>): Markup {
  return html`${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;
}

/** Lets a person pick whom they play; the other parameters of the page are kept. */
export function signInForm(state: State, query: Record<string, string>, mayBeNew: boolean): Markup {
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => !signInNames.includes(name)));
  const wanted = (query['find'] ?? '').trim().toLowerCase();
  const fits = ({ id, companyName, domain }: Customer): boolean =>
    id === wanted || companyName.toLowerCase().includes(wanted) || domain.startsWith(wanted);
  const { items, next } = state.customers.page(0, shownTenants, fits);
  const search = html`<form method="get" class="card" role="search">
    ${hidden(kept)}
    <label for="find">Find a company by name, domain or tenant id</label>
    <input id="find" name="find" value="${query['find'] ?? ''}" />
    <p class="actions"><button type="submit" class="secondary">Find</button></p>
  </form>`;
  return html`<p>Nobody has a password here: choose whom you play.</p>
    ${next || wanted ? search : ''}
    <form method="get" class="card">
      ${hidden(kept)}
      <label for="tenant">Company you sign in for</label>
      <select id="tenant" name="tenant" required>
        ${mayBeNew ? html`<option value="new">A company that is not a customer yet</option>` : ''}
        ${items.map(
          ({ id, companyName, domain }) =>
            html`<option value="${id}" ${id === query['tenant'] ? 'selected' : ''}>
              ${companyName} (${domain})
            </option>`,
        )}
      </select>
      ${next ? html`<p class="quiet">The first ${shownTenants} companies that fit.</p>` : ''}
      <fieldset>
        <legend>Your role there</legend>
        <label
          ><input type="radio" name="role" value="globalAdministrator" checked /> Global administrator</label
        >
        <label><input type="radio" name="role" value="user" /> User without admin role</label>
      </fieldset>
      <p class="actions"><button type="submit">Sign in</button></p>
    </form>`;
}
