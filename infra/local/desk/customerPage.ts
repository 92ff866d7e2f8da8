import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Action } from './actions.ts';
import type { Confirmation, Customer, History, LinkContent } from './apiShapes.ts';
import type { Problem } from './deskApi.ts';
import { historyTable } from './historyTable.ts';
import { contentToCopy, invitationFacts } from './invitationPart.ts';
import { inviteFields, type Draft } from './inviteForm.ts';
import { problemView } from './problemView.ts';
import { badge, countryName, row, sentence, when, words, yesNo } from './words.ts';

export type CustomerPage = {
  readonly customer: Customer;
  readonly confirmation: Confirmation;
  readonly history: History;
  /** What to send by hand, as long as it is known. */
  readonly content: LinkContent | undefined;
  readonly draft: Draft;
  /** What has just been done, in words. */
  readonly message: Markup | undefined;
  /** What went wrong with the form of one action. */
  readonly refused: { readonly action: Action; readonly problem: Problem } | undefined;
  /** Gives each form its Idempotency-Key, so that a form sent twice acts once. */
  formKey(action: Action): string;
};

/** One customer: the record, what can be done, and the history. */
export function customerPage(view: CustomerPage): Markup {
  const { customer, history, message } = view;
  return html`<p><a href="/desk">All customers</a></p>
    ${message ? html`<p class="notice" role="status">${message}</p>` : ''}
    <h1><bdi>${customer.companyName}</bdi></h1>
    ${agreementPart(view)} ${invitationPart(view)} ${invitePart(view)}
    <h2 id="history">History</h2>
    ${historyTable(history)}`;
}

function agreementPart(view: CustomerPage): Markup {
  const { customer, confirmation } = view;
  const { status, statusReason, readiness, check, customerTenantId, domain, country } = customer;
  return html`<section class="card" aria-label="Agreement">
    <dl>
      ${row('Status', html`${badge(status)} ${statusReason?.detail ?? ''}`)}
      ${row('May order', html`${yesNo(readiness.canOrder)} ${readiness.detail}`)}
      ${row('Next step', readiness.nextAction === 'none' ? 'Nothing to do' : sentence(readiness.nextAction))}
      ${row('Acceptance confirmed', confirmed(confirmation))}
      ${row('Last checked', when(check.lastCheckedAt, 'never'))} ${row('Next check', when(check.nextCheckAt))}
      ${row('Domain', domain)} ${row('Country', countryName(country))}
      ${row('Tenant id', html`<code>${customerTenantId}</code>`)}
    </dl>
    ${refusal(view, 'checks')}
    <div class="actions">
      ${form(view, 'checks', html`<button class="secondary">Check now</button>`)}
      <a href="/desk/customers/${customerTenantId}">Load this page again</a>
    </div>
  </section>`;
}

function confirmed({ provided, path, acceptedAt, signatory, source, asOf, reason }: Confirmation): Markup {
  const name = [signatory?.firstName, signatory?.lastName].filter(Boolean).join(' ');
  const by = signatory ? html`, by <bdi>${name}</bdi> <bdi>${signatory.email}</bdi>` : '';
  const how = path ? html`${words(path)}${acceptedAt ? html`, ${when(acceptedAt)}` : ''}${by}` : '';
  const origin = source
    ? html`<br /><span class="quiet">Source: ${words(source)}, as of ${when(asOf)}</span>`
    : '';
  return html`${yesNo(provided)} ${how} ${reason?.detail ?? ''}${origin}`;
}

function invitationPart(view: CustomerPage): Markup {
  const { customer, content } = view;
  const { invitation, status } = customer;
  const problems = html`${refusal(view, 'resend')}${refusal(view, 'cancel')}`;
  if (!invitation) return problems;
  const id = html`<input type="hidden" name="invitationId" value="${invitation.id}" />`;
  const isOver = status === 'accepted' || invitation.state === 'cancelled';
  const mayResend = !isOver && invitation.delivery === 'email';
  return html`<h2>Invitation</h2>
    <section class="card" aria-label="Invitation">
      ${invitationFacts(invitation)} ${content ? contentToCopy(content) : ''} ${problems}
      <div class="actions">
        ${mayResend ? form(view, 'resend', html`${id}<button class="secondary">Send again</button>`) : ''}
        ${isOver ? '' : form(view, 'cancel', html`${id}<button class="secondary">Cancel invitation</button>`)}
      </div>
    </section>`;
}

function invitePart(view: CustomerPage): Markup {
  const { customer, draft, refused } = view;
  const problem = refused?.action === 'invitations' ? refused.problem : undefined;
  if (customer.status === 'accepted' && !problem) return '';
  const title = customer.invitation ? 'Invite again' : 'Invite';
  return html`<h2 id="invite">${title}</h2>
    <section class="card" aria-labelledby="invite">
      ${refusal(view, 'invitations')}
      ${form(
        view,
        'invitations',
        html`${inviteFields(draft, problem)}
          <p class="actions"><button>${title}</button></p>`,
      )}
    </section>`;
}

function refusal({ refused }: CustomerPage, action: Action): Markup {
  return refused?.action === action ? problemView(refused.problem) : '';
}

function form({ customer, formKey }: CustomerPage, action: Action, fields: Markup): Markup {
  return html`<form method="post" action="/desk/customers/${customer.customerTenantId}/${action}#problem">
    <input type="hidden" name="key" value="${formKey(action)}" />
    ${fields}
  </form>`;
}
