import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { html } from 'hono/html';
import { page } from '../simulator/page.ts';
import { startSimulator, type Simulator, type SimulatorEnv } from '../simulator/simulator.ts';
import { clockControl, type Travel } from './clockControl.ts';
import { answerDemoToken } from './demoToken.ts';
import { demoPeople, personKeys, type PersonKey } from './people.ts';
import { mergeSettings, settingsChange, startSettings } from './settings.ts';
import { createSignIn } from './signIn.ts';
import { redeemGrant } from './tokenEndpoint.ts';
import { describeRefusal, TokenRefused } from './tokenError.ts';
import { createWorld, type EntraOptions, type World } from './world.ts';

/**
 * Starts the Entra simulator: keys, tokens for Partner Center and for our own API, and a sign-in page.
 * `extra` is served beside it, for pages of the people who sign in here. `travel` lets `/_control/clock` move the time.
 */
export async function startEntra(
  options: EntraOptions & { extra?: Hono; travel?: Travel; clockUrl?: string },
): Promise<Simulator> {
  const world = await createWorld(options);
  const simulator = await startSimulator({
    name: 'Entra simulator',
    port: options.port,
    now: world.now,
    ...(options.clockUrl ? { clockUrl: options.clockUrl } : {}),
    service: routes(world),
    control: options.travel ? controls(world).route('/', clockControl(options.travel)) : controls(world),
    ...(options.extra ? { extra: options.extra } : {}),
    reset() {
      world.settings = startSettings;
      world.refreshTokens.reset();
      world.authorizations.clear();
      world.keys.forgetOld();
    },
  });
  world.url = simulator.url;
  return simulator;
}

function routes(world: World): Hono<SimulatorEnv> {
  const service = new Hono<SimulatorEnv>();
  service.get('/', (c) => c.html(startPage(world)));
  service.get('/token', (c) => answerDemoToken(world, c));
  service.use('/:tenant/*', letScriptsOfAppsRead(world));
  service.use('/:tenant/*', async (c, next) => {
    if (c.req.param('tenant').toLowerCase() === world.tenantId) return next();
    const sentence = `Tenant '${c.req.param('tenant')}' not found. Check that you have the correct tenant ID.`;
    return refuse(world, c, new TokenRefused('unknownTenant', sentence));
  });
  service.get('/:tenant/discovery/v2.0/keys', (c) => c.json(world.keys.published()));
  service.get('/:tenant/discovery/keys', (c) => c.json(world.keys.published()));
  service.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => c.json(discovery(world)));
  service.post('/:tenant/oauth2/token', (c) => answerToken(world, c, 1));
  service.post('/:tenant/oauth2/v2.0/token', (c) => answerToken(world, c, 2));
  service.route('/:tenant/oauth2/v2.0', createSignIn(world));
  return service;
}

/** Scripts may read answers where a single-page app is registered at their address, as with the real service. */
function letScriptsOfAppsRead({ clients }: World) {
  const origins = clients.flatMap(({ spaRedirectUris = [] }) =>
    spaRedirectUris.map((uri) => new URL(uri).origin),
  );
  return cors({ origin: (origin) => (origins.includes(origin) ? origin : null) });
}

async function answerToken(world: World, c: Context<SimulatorEnv>, version: 1 | 2): Promise<Response> {
  const form = new URLSearchParams(await c.req.text());
  try {
    const body = await redeemGrant(world, { version, form, basic: c.req.header('authorization') });
    return c.json(body, 200, noStore);
  } catch (error) {
    if (error instanceof TokenRefused) return refuse(world, c, error);
    throw error;
  }
}

function refuse(world: World, c: Context<SimulatorEnv>, refused: TokenRefused): Response {
  const correlationId = c.req.header('client-request-id') ?? randomUUID();
  const { status, body } = describeRefusal(refused, { now: world.now(), correlationId, url: world.url });
  return c.json(body, status, noStore);
}

const noStore = { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' };

function discovery({ url, tenantId }: World) {
  const base = `${url}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  };
}

function controls(world: World): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>()
    .get('/settings', (c) => c.json(world.settings))
    .put('/settings', async (c) => {
      const change = settingsChange.parse(await c.req.json());
      world.settings = mergeSettings(world.settings, change);
      if (change.refreshTokens) world.refreshTokens.mark(change.refreshTokens);
      return c.json(world.settings);
    })
    .post('/keys/rotate', async (c) => c.json({ kid: await world.keys.rotate() }));
}

function startPage({ url, tenantId }: World): string {
  const row = (key: PersonKey) => {
    const { name, roles, resellerTenantId } = demoPeople[key];
    const [role = 'no role'] = roles;
    const query = `role=${role}${key === 'OtherReseller' ? `&reseller=${resellerTenantId ?? ''}` : ''}`;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${role}</td>
      <td>${roles.length === 0 ? '' : html`<a href="/token?${query}">Token as plain text</a>`}</td>
    </tr>`;
  };
  const body = html`<h1>Tokens and sign-in for the local environment</h1>
    <p>Everybody here is invented. A token of this page opens nothing but the functions on this computer.</p>
    <div class="card scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Bearer token</th>
          </tr>
        </thead>
        <tbody>
          ${personKeys.map(row)}
        </tbody>
      </table>
    </div>
    <h2>For programs</h2>
    <dl>
      <dt>Discovery</dt>
      <dd>
        <a href="/${tenantId}/v2.0/.well-known/openid-configuration"
          >${url}/${tenantId}/v2.0/.well-known/openid-configuration</a
        >
      </dd>
      <dt>Keys</dt>
      <dd><a href="/${tenantId}/discovery/v2.0/keys">${url}/${tenantId}/discovery/v2.0/keys</a></dd>
    </dl>`;
  return page('Tokens and sign-in', body, { simulatorName: 'Microsoft Entra ID' });
}
