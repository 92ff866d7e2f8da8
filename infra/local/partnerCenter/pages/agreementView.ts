import { html } from 'hono/html';
import type { Markup } from '../../simulator/page.ts';
import type { Customer } from '../customers/customer.ts';
import { alert } from './frame.ts';
import { hidden } from './signIn.ts';

/** The message Microsoft documents for customers with an earlier purchase. */
export const askYourPartner =
  'Please reach out to your Partner to confirm your acceptance of the Microsoft Customer Agreement.';

/** Tick box and text of the agreement, the same wherever it is accepted. */
export function agreementBox(companyName: string): Markup {
  return html`<details>
      <summary>Read the agreement</summary>
      <p>Here the real page shows the Microsoft Customer Agreement for your country.</p>
    </details>
    <label>
      <input type="checkbox" name="agree" value="yes" />
      I accept the Microsoft Customer Agreement for ${companyName}
    </label>`;
}

/** What a signed-in person sees of the agreement: a form for those who may accept, a reason for the others. */
export function agreementView(customer: Customer, isGlobalAdministrator: boolean): Markup {
  return html`${whoYouAre(customer, isGlobalAdministrator)}${agreementPart(customer, isGlobalAdministrator)}
    <p><a href="/AdminPortal/Home?ref=/BillingAccounts/agreement">Sign in as somebody else</a></p>`;
}

export function whoYouAre({ companyName, domain }: Customer, isGlobalAdministrator: boolean): Markup {
  const role = isGlobalAdministrator ? 'Global administrator' : 'User without admin role';
  return html`<p class="quiet">Signed in for ${companyName} (${domain}) as ${role}.</p>`;
}

function agreementPart(customer: Customer, isGlobalAdministrator: boolean): Markup {
  if (customer.isSigned) {
    return html`<p role="status">
      <span class="badge good">Accepted</span> ${customer.companyName} accepted the Microsoft Customer
      Agreement.
    </p>`;
  }
  if (customer.cannotAcceptDirectly) return alert(askYourPartner);
  if (!isGlobalAdministrator) {
    return alert('Only a Global administrator of your company can accept the agreement.');
  }
  return html`<form method="post" action="/AdminPortal/agreement" class="card">
    ${hidden({ ref: '/BillingAccounts/agreement', tenant: customer.id, role: 'globalAdministrator' })}
    ${agreementBox(customer.companyName)}
    <p class="actions"><button type="submit">Accept agreement</button></p>
  </form>`;
}
