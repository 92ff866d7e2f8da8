import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import { actions, carryOut, type Action, type Order } from './actions.ts';
import {
  confirmation,
  customer,
  customerList,
  history,
  summary,
  relationshipInvitation,
  webhookEndpoint,
  type LinkContent,
} from './apiShapes.ts';
import { customerPage } from './customerPage.ts';
import { customersPage, listUrl } from './customersPage.ts';
import { ApiProblem, createDeskApi, type DeskApi, type Problem } from './deskApi.ts';
import { deskPage } from './deskPage.ts';
import { doneMessage } from './doneMessage.ts';
import { endpointPage } from './endpointPage.ts';
import { firstDraft, readDraft } from './inviteForm.ts';
import { problemView } from './problemView.ts';
import { prospectPage } from './prospectPage.ts';
import { refuseForeign } from './refuseForeign.ts';

export type DeskOptions = {
  readonly apiUrl: string;
  /** A bearer token of the agent who sits at the desk. */
  token(): Promise<string>;
  readonly inboxUrl: string;
  readonly adminCenterUrl: string;
};

type Desk = DeskOptions & {
  readonly api: DeskApi;
  /** What to send by hand, by invitation id: the API says it only once, when it answers the invitation. */
  readonly contents: Map<string, LinkContent>;
};

const pageSize = 15;
const onePath = '/desk/customers/:id{[0-9a-fA-F-]{36}}';
const prospectPath = '/desk/relationship-invitations/:id{[0-9a-f-]{36}}';
const endpointPath = '/desk/webhook-endpoints/:id{[0-9a-f-]{36}}';

/**
 * Pages for the partner's agent, as long as there is no portal: customers, their records, and what an agent
 * may do. They know of Countersign only what its API answers over HTTP.
 */
export function createDesk(options: DeskOptions): Hono {
  const desk: Desk = { ...options, api: createDeskApi(options.apiUrl, options.token), contents: new Map() };
  const app = new Hono();
  app.use('/desk/*', refuseForeign);
  app.get('/desk', (c) => showCustomers(desk, c));
  app.get(onePath, (c) => showCustomer(desk, c));
  app.get(prospectPath, (c) => showProspect(desk, c));
  app.get(endpointPath, (c) => showEndpoint(desk, c));
  for (const action of actions) app.post(`${onePath}/${action}`, (c) => act(desk, c, action));
  // The address of a refused form, typed or bookmarked.
  app.get(`${onePath}/:action`, (c) => c.redirect(`/desk/customers/${customerIdOf(c)}`));
  app.all('/desk/*', (c) => {
    const body = html`<h1>Page not found</h1>
      <p><a href="/desk">All customers</a></p>`;
    return show(desk, c, { title: 'Page not found', body, apiPath: '/customers', status: 404 });
  });
  app.onError((error, c) => {
    if (!(error instanceof ApiProblem)) throw error;
    const body = html`<h1>That did not work</h1>
      ${problemView(error.problem)}
      <p><a href="/desk">All customers</a></p>`;
    return show(desk, c, {
      title: 'That did not work',
      body,
      apiPath: '/customers',
      status: error.problem.status,
    });
  });
  return app;
}

async function showCustomers(desk: Desk, c: Context): Promise<Response> {
  const { status = '', q = '', continuationToken = '' } = c.req.query();
  const query = { status, q, continuationToken };
  const apiPath = `/customers${listUrl({ ...query, pageSize: String(pageSize) }).slice('/desk'.length)}`;
  const [list, counts] = await Promise.all([
    desk.api.get(apiPath, customerList),
    desk.api.get('/summary', summary),
  ]);
  return show(desk, c, { title: 'Customers', body: customersPage(list, counts, query), apiPath });
}

type Refused = { readonly order: Order; readonly problem: Problem };

async function showCustomer(desk: Desk, c: Context, refused?: Refused): Promise<Response> {
  const apiPath = `/customers/${customerIdOf(c)}`;
  const [record, confirmed, events] = await Promise.all([
    desk.api.get(apiPath, customer),
    desk.api.get(`${apiPath}/confirmation`, confirmation),
    desk.api.get(`${apiPath}/events?pageSize=1000`, history),
  ]);
  const body = customerPage({
    customer: record,
    confirmation: confirmed,
    history: events,
    content: desk.contents.get(record.invitation?.id ?? ''),
    draft: refused?.order.action === 'invitations' ? readDraft(refused.order.form) : firstDraft(record),
    message: refused ? undefined : doneMessage(c.req.query('done'), desk.inboxUrl),
    refused: refused && { action: refused.order.action, problem: refused.problem },
    formKey: (action) => formKey(action, refused),
  });
  return show(desk, c, { title: record.companyName, body, apiPath, status: refused?.problem.status ?? 200 });
}

async function showProspect(desk: Desk, c: Context): Promise<Response> {
  const apiPath = `/relationship-invitations/${c.req.param('id') ?? ''}`;
  const body = prospectPage(await desk.api.get(apiPath, relationshipInvitation));
  return show(desk, c, { title: 'Relationship invitation', body, apiPath });
}

async function showEndpoint(desk: Desk, c: Context): Promise<Response> {
  const apiPath = `/webhook-endpoints/${c.req.param('id') ?? ''}`;
  const body = endpointPage(await desk.api.get(apiPath, webhookEndpoint));
  return show(desk, c, { title: 'Webhook endpoint', body, apiPath });
}

async function act(desk: Desk, c: Context, action: Action): Promise<Response> {
  const customerTenantId = customerIdOf(c);
  const form = new URLSearchParams(await c.req.text());
  const order = { action, customerTenantId, form, idempotencyKey: readKey(form) };
  try {
    const { done, invitationId, content } = await carryOut(desk.api, order);
    if (invitationId && content) desk.contents.set(invitationId, content);
    return c.redirect(`/desk/customers/${customerTenantId}?done=${done}#content`, 303);
  } catch (error) {
    if (error instanceof ApiProblem) return showCustomer(desk, c, { order, problem: error.problem });
    throw error;
  }
}

function customerIdOf(c: Context): string {
  return c.req.param('id') ?? '';
}

function readKey(form: URLSearchParams): string {
  const key = form.get('key') ?? '';
  return /^[\w-]{1,100}$/.test(key) ? key : randomUUID();
}

// A refused form may have taken effect (a lost answer), so it keeps its key, unless the key is what was refused.
function formKey(action: Action, refused: Refused | undefined): string {
  const isSame = refused?.order.action === action && refused.problem.code !== 'IDEMPOTENCY_KEY_REUSED';
  return isSame ? refused.order.idempotencyKey : randomUUID();
}

type Shown = {
  readonly title: string;
  readonly body: Markup;
  readonly apiPath: string;
  readonly status?: number;
};

function show(desk: Desk, c: Context, { title, body, apiPath, status = 200 }: Shown): Response {
  const { apiUrl, inboxUrl, adminCenterUrl } = desk;
  const tokenUrl = new URL('/token?role=AdminAgent', c.req.url).href;
  const places = { apiUrl, inboxUrl, adminCenterUrl, tokenUrl };
  return new Response(deskPage(title, body, { places, apiPath }), { status, headers: pageHeaders });
}

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  // Browsers name no origin on a form where the policy is `no-referrer`, and then it would be refused here.
  'Referrer-Policy': 'same-origin',
};
