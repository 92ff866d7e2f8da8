import { html } from 'hono/html';
import type { Markup } from '../../simulator/page.ts';
import { mustAcceptAgreement, type Invitation } from '../agreements/acceptInvitation.ts';
import { knownCountries } from '../customers/countries.ts';
import type { Customer } from '../customers/customer.ts';
import { agreementBox, askYourPartner, whoYouAre } from './agreementView.ts';
import { alert } from './frame.ts';
import { hidden, type Visitor } from './signIn.ts';

const linkNames = ['invType', 'partnerId', 'msppId', 'DAP', 'indirectCSPId', 'tenant', 'role'];

/** What a signed-in person sees of a partner's invitation: relationship and agreement on one page (documented). */
export function invitationView(
  invitation: Invitation,
  { tenant, isGlobalAdministrator }: Visitor,
  query: Record<string, string>,
): Markup {
  const intro = tenant === 'new' ? '' : whoYouAre(tenant, isGlobalAdministrator);
  if (!isGlobalAdministrator) {
    return html`${intro}${alert('Only a Global administrator of your company can accept a partner.')}`;
  }
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => linkNames.includes(name)));
  const companyName = tenant === 'new' ? 'my company' : tenant.companyName;
  const askPartner = tenant !== 'new' && tenant.cannotAcceptDirectly && !tenant.isSigned;
  return html`${intro}
    <form method="post" action="/AdminPortal/invitation" class="card">
      ${hidden(kept)}${tenant === 'new' ? companyFields(query) : ''}
      <label>
        <input type="checkbox" name="authorize" value="yes" />
        I authorise ${invitation.partnerName} to work as a reseller for ${companyName}
      </label>
      ${askPartner ? alert(askYourPartner) : ''}
      ${tenant === 'new' || mustAcceptAgreement(tenant) ? agreementBox(companyName) : ''}
      <p class="actions"><button type="submit">Accept and authorise</button></p>
    </form>`;
}

function companyFields({
  companyName = '',
  domain = '',
  country = 'US',
  email = '',
}: Record<string, string>): Markup {
  return html`<label for="companyName">Name of your company</label>
    <input id="companyName" name="companyName" value="${companyName}" required maxlength="100" />
    <label for="domain">Domain, ending in .onmicrosoft.com</label>
    <input
      id="domain"
      name="domain"
      value="${domain}"
      required
      pattern="[a-zA-Z0-9\\-]+\\.onmicrosoft\\.com"
    />
    <label for="country">Country</label>
    <select id="country" name="country">
      ${knownCountries.map((code) => html`<option ${code === country ? 'selected' : ''}>${code}</option>`)}
    </select>
    <label for="email">Your e-mail address</label>
    <input id="email" name="email" type="email" value="${email}" required />`;
}

/** What is shown once the relationship stands. */
export function joinedView({ companyName, isSigned, id }: Customer): Markup {
  return html`<p role="status">
      <span class="badge good">Accepted</span> ${companyName} is a customer of this partner now.
    </p>
    <p>
      ${isSigned ? 'The Microsoft Customer Agreement is accepted.' : 'The agreement is not accepted directly.'}
    </p>
    <p class="quiet">Tenant id: ${id}</p>`;
}
