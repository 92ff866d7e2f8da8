import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { page } from '../simulator/page.ts';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { demoPeople, isPersonKey, personKeys, type PersonKey } from './people.ts';
import type { Client } from './clients.ts';
import type { World } from './world.ts';

const simulatorName = 'Microsoft Entra ID';

/** What the client asked for, in the query of the page and again in its form. */
type Request = Record<string, string>;

type Answer =
  { kind: 'page'; problem: string } | { kind: 'redirect'; error: string; detail: string } | { kind: 'ask' };

/** The sign-in page: the person picks who to be, the client gets a code. */
export function createSignIn(world: World): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>()
    .get('/authorize', (c) => {
      const request = c.req.query();
      const answer = judge(world, request);
      if (answer.kind === 'page') return c.html(refusedPage(answer.problem), 400, pageHeaders);
      if (answer.kind === 'redirect') {
        return c.redirect(back(request, { error: answer.error, error_description: answer.detail }));
      }
      const signedIn = signedInAs(c);
      // As the real page: a browser with a session is not asked again.
      if (signedIn && !['login', 'select_account'].includes(request['prompt'] ?? '')) {
        return c.redirect(back(request, authorize(world, request, signedIn)));
      }
      if (request['prompt'] === 'none') {
        const detail = 'AADSTS50058: A silent sign-in request was sent but no user is signed in.';
        return c.redirect(back(request, { error: 'login_required', error_description: detail }));
      }
      return c.html(choicePage(request), 200, pageHeaders);
    })
    .post('/authorize', async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const request = Object.fromEntries(form);
      const answer = judge(world, request);
      const person = form.get('person') ?? '';
      if (answer.kind !== 'ask')
        return c.html(refusedPage('The sign-in request is not complete.'), 400, pageHeaders);
      if (!isPersonKey(person)) {
        const detail = 'AADSTS65004: User declined to consent to access the app.';
        return c.redirect(back(request, { error: 'access_denied', error_description: detail }));
      }
      setCookie(c, sessionCookie, person, { httpOnly: true, sameSite: 'Lax', path: `/${world.tenantId}` });
      return c.redirect(back(request, authorize(world, request, person)));
    })
    .get('/logout', (c) => {
      deleteCookie(c, sessionCookie, { path: `/${world.tenantId}` });
      const target = c.req.query('post_logout_redirect_uri');
      // As the real page: only an address that an app has registered is gone back to.
      if (target !== undefined && world.clients.some((client) => mayReturnTo(client, target))) {
        return c.redirect(target);
      }
      const body = html`<h1>You signed out</h1>
        <p>You may close this window.</p>`;
      return c.html(page('You signed out', body, { simulatorName }), 200, pageHeaders);
    });
}

const sessionCookie = 'demo-session';

function signedInAs(c: Context): PersonKey | undefined {
  const person = getCookie(c, sessionCookie) ?? '';
  return isPersonKey(person) ? person : undefined;
}

function authorize(world: World, request: Request, person: PersonKey): Record<string, string> {
  const code = randomUUID();
  world.authorizations.set(code, {
    clientId: (request['client_id'] ?? '').toLowerCase(),
    redirectUri: request['redirect_uri'] ?? '',
    person,
    scope: request['scope'] ?? '',
    issuedAt: world.now(),
    redeemed: false,
    ...(request['code_challenge'] ? { challenge: request['code_challenge'] } : {}),
    ...(request['nonce'] ? { nonce: request['nonce'] } : {}),
  });
  return { code, session_state: randomUUID() };
}

const pageHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
};

// As the real page: no redirect before client and address are known to be good.
function judge(world: World, request: Request): Answer {
  const clientId = request['client_id']?.toLowerCase();
  const client = world.clients.find((one) => one.clientId === clientId);
  if (!client) return { kind: 'page', problem: 'AADSTS700016: No application has this client_id.' };
  if (!mayReturnTo(client, request['redirect_uri'] ?? '')) {
    const registered =
      client.spaRedirectUris?.join(', ') ?? 'any address on this computer (http://127.0.0.1)';
    return {
      kind: 'page',
      problem: `AADSTS50011: The redirect_uri does not match. Registered for this application: ${registered}.`,
    };
  }
  const invalid = (error: string, detail: string): Answer => ({ kind: 'redirect', error, detail });
  if (request['response_type'] !== 'code') {
    return invalid(
      'unsupported_response_type',
      'AADSTS700054: Only response_type code is enabled for the application.',
    );
  }
  if ((request['response_mode'] ?? 'query') !== 'query') {
    return invalid('invalid_request', 'This simulator answers with response_mode query only.');
  }
  if (!request['scope']) {
    return invalid(
      'invalid_request',
      `AADSTS900144: The request must contain the following parameter: 'scope'.`,
    );
  }
  if (
    request['code_challenge']
      ? request['code_challenge_method'] !== 'S256'
      : client.clientSecret === undefined
  ) {
    return invalid('invalid_request', 'A public client has to send a code_challenge, with method S256.');
  }
  return { kind: 'ask' };
}

function mayReturnTo({ spaRedirectUris }: Client, address: string): boolean {
  return spaRedirectUris ? spaRedirectUris.includes(address) : isLoopback(address);
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function back(request: Request, answer: Record<string, string>): string {
  const target = new URL(request['redirect_uri'] ?? '');
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (request['state'] !== undefined) target.searchParams.set('state', request['state']);
  return target.href;
}

function choicePage(request: Request): string {
  const body = html`<h1>Sign in</h1>
    <p>
      Pick who you want to be. These people are invented and have no passwords. You return to
      <strong>${new URL(request['redirect_uri'] ?? '').host}</strong>.
    </p>
    <form method="post" action="authorize">
      ${Object.entries(request).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${personKeys.map((key) => {
        const { name, roles, userName } = demoPeople[key];
        return html`<div class="card row">
          <div>
            <strong>${name}</strong> <span class="badge">${roles[0] ?? 'no role'}</span><br /><span
              class="quiet"
              >${userName}</span
            >
          </div>
          <button name="person" value="${key}">Continue as ${name}</button>
        </div>`;
      })}
      <p class="actions"><button class="secondary" name="person" value="">Cancel</button></p>
    </form>`;
  return page('Sign in', body, { simulatorName });
}

function refusedPage(problem: string): string {
  return page(
    'Sorry, this sign-in cannot go on',
    html`<h1>Sorry, this sign-in cannot go on</h1>
      <p class="notice">${problem}</p>`,
    { simulatorName },
  );
}
