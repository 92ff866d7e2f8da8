import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Markup } from '../../simulator/page.ts';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import {
  joinAsExisting,
  joinAsNew,
  mustAcceptAgreement,
  readInvitation,
} from '../agreements/acceptInvitation.ts';
import { isTemplateCountry } from '../agreements/templateLanguages.ts';
import type { State } from '../state.ts';
import { agreementView } from './agreementView.ts';
import { alert, frame } from './frame.ts';
import { invitationView, joinedView } from './invitationView.ts';
import { readVisitor, signInForm } from './signIn.ts';
import { emailShape } from '../emailShape.ts';

const part = 'the Microsoft 365 admin center';

const newTenant = z.object({
  companyName: z.string().trim().min(1).max(100),
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]+\.onmicrosoft\.com$/),
  country: z.string().refine(isTemplateCountry),
  email: emailShape,
});

/** The two pages of the admin center a customer meets: accepting the agreement, accepting a partner. */
export function adminCenter(state: State): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  // Microsoft's own samples write the path in both ways.
  for (const home of ['/AdminPortal/Home', '/Adminportal/Home']) {
    app.get(home, (c) => {
      const query = c.req.query();
      if (query['invType']) return showInvitation(state, c, query);
      if (query['ref']?.startsWith('/BillingAccounts/agreement')) return showAgreement(state, c, query);
      return c.html(frame(part, 'Home', html`<p>Follow the link from your invitation to get somewhere.</p>`));
    });
  }
  app.post('/AdminPortal/agreement', async (c) => {
    const fields = await readForm(c);
    const visitor = readVisitor(state, fields);
    if (!visitor || visitor.tenant === 'new') return c.html(frame(part, 'Sign in first', ''), 400);
    const { tenant } = visitor;
    const mayAccept = visitor.isGlobalAdministrator && !tenant.cannotAcceptDirectly;
    if (!mayAccept) return showAgreement(state, c, fields, 403);
    if (fields['agree'] !== 'yes') {
      return showAgreement(state, c, fields, 400, alert('Tick the box to accept the agreement.'));
    }
    state.customers.change(tenant, { isSigned: true });
    state.changed();
    const query = new URLSearchParams({
      ref: '/BillingAccounts/agreement',
      tenant: tenant.id,
      role: 'globalAdministrator',
    });
    return c.redirect(`/AdminPortal/Home?${query.toString()}`, 303);
  });
  app.post('/AdminPortal/invitation', async (c) => acceptInvitation(state, c, await readForm(c)));
  app.get('/AdminPortal/joined', (c) => {
    const customer = state.customers.get(c.req.query('tenant') ?? '');
    if (!customer) return c.html(frame(part, 'Page not found', ''), 404);
    return c.html(frame(part, 'Partner accepted', joinedView(customer)));
  });
  return app;
}

type Fields = Record<string, string>;

function showAgreement(
  state: State,
  c: Context,
  query: Fields,
  status: 200 | 400 | 403 = 200,
  problem?: Markup,
) {
  const visitor = readVisitor(state, query);
  const body =
    visitor && visitor.tenant !== 'new'
      ? agreementView(visitor.tenant, visitor.isGlobalAdministrator)
      : signInForm(state, query, false);
  return c.html(frame(part, 'Microsoft Customer Agreement', html`${problem}${body}`), status);
}

function showInvitation(
  state: State,
  c: Context,
  query: Fields,
  status: 200 | 400 | 403 = 200,
  problem?: Markup,
) {
  const invitation = readInvitation(state, query);
  if (!invitation) {
    const body = html`<p>This link is not complete, or it belongs to a partner not known here.</p>`;
    return c.html(frame(part, 'Invitation not found', body), 404);
  }
  const visitor = readVisitor(state, query);
  const body = visitor ? invitationView(invitation, visitor, query) : signInForm(state, query, true);
  const title = `Invitation from ${invitation.partnerName}`;
  return c.html(frame(part, title, html`${problem}${body}`), status);
}

function acceptInvitation(state: State, c: Context, fields: Fields) {
  const invitation = readInvitation(state, fields);
  const visitor = readVisitor(state, fields);
  if (!invitation || !visitor) return showInvitation(state, c, fields, 400);
  if (!visitor.isGlobalAdministrator) return showInvitation(state, c, fields, 403);
  const refuse = (text: string) => showInvitation(state, c, fields, 400, alert(text));
  if (fields['authorize'] !== 'yes') return refuse('Tick the box to accept the partner.');
  const { tenant } = visitor;
  const mustAgree = tenant === 'new' || mustAcceptAgreement(tenant);
  if (mustAgree && fields['agree'] !== 'yes') return refuse('Tick the box to accept the agreement.');
  if (tenant !== 'new') return joined(c, joinAsExisting(state, invitation, tenant).id);
  const parsed = newTenant.safeParse(fields);
  if (!parsed.success) {
    return refuse(`Not valid: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
  }
  if (state.customers.hasDomain(parsed.data.domain)) return refuse('The domain is taken already.');
  return joined(c, joinAsNew(state, invitation, parsed.data).id);
}

function joined(c: Context, tenantId: string) {
  return c.redirect(`/AdminPortal/joined?tenant=${tenantId}`, 303);
}

async function readForm(c: Context): Promise<Fields> {
  const form = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
