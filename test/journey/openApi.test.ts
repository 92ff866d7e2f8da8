import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { startWebhookReceiver } from '../../infra/local/webhookReceiver.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { openApi } from '../../shared/contracts/api/openApi.ts';
import type { Operation } from '../../shared/contracts/operation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { recordAnswers, type Recorder } from './answers/recordAnswers.ts';
import { escaped, readsWith, type Canary, type Seen } from './answers/canaries.ts';
import { dumpStorage } from './dumpStorage.ts';
import { takenAmiss, wrongCallsOf } from './answers/wrongCalls.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';

let environment: Environment;
const printed: string[] = [];
/** What an integrator received, and the secret of its endpoint. */
const told: string[] = [];
let webhookSecret = '';
let agent: ApiClient;
let document: Record<string, unknown>;
let recorder: Recorder;
let validate: (operation: string, status: number, answer: unknown) => string[];

beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    log: (line) => void printed.push(line),
  });
  agent = await createApiClient(environment.urls);
  document = (await agent.get('/openapi.json')).body as Record<string, unknown>;
  recorder = recordAnswers(document as never, environment.urls.functions);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  validate = (operation, status, answer) => {
    const [place] = Object.entries(
      member(document, 'paths') as Record<string, Record<string, { operationId: string }>>,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId }]) =>
        operationId === operation
          ? [`/paths/${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}`]
          : [],
      ),
    );
    const type = status < 400 ? 'application~1json' : 'application~1problem+json';
    const check = ajv.compile({
      $ref: `api#${String(place)}/responses/${status < 400 ? String(status) : 'default'}/content/${type}/schema`,
    });
    check(answer);
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
  };
});
afterAll(async () => {
  await recorder.stop();
  await environment.stop();
});

describe('the description of the API', () => {
  it('is the one made from the contracts', async () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(await openApi())));
  });

  it('describes every shape itself, and leads to no reference that is not there', () => {
    const schemas = member(document, 'components.schemas') as Record<string, object>;
    const empty = Object.entries(schemas).filter(
      ([, schema]) => '$ref' in schema || Object.keys(schema).length === 0,
    );
    expect(empty).toEqual([]);
    const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in schemas))).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['Customer', 'CustomerList', 'InvitationRequest', 'Problem']),
    );
  });

  it('names every operation', () => {
    const paths = member(document, 'paths') as Record<string, Record<string, { operationId: string }>>;
    const told = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(told.sort()).toEqual(Object.keys(operations).sort());
  });

  it.each<[string, string, string, unknown, number]>([
    ['getSession', 'GET', '/session', undefined, 200],
    ['listCustomers', 'GET', '/customers', undefined, 200],
    [
      'listCustomers',
      'GET',
      '/customers?status=required&status=invited&canOrder=false&sort=waitingSince',
      undefined,
      200,
    ],
    ['listCustomers', 'GET', '/customers?country=DE&country=US', undefined, 422],
    ['getCustomer', 'GET', `/customers/${tenant}`, undefined, 200],
    [
      'inviteCustomer',
      'POST',
      `/customers/${tenant}/invitations`,
      { recipient: { email: 'a@b.example' }, delivery: 'link' },
      202,
    ],
    [
      'inviteCustomer',
      'POST',
      `/customers/${tenant}/invitations?dryRun=true`,
      { recipient: { email: 'a@b.example' } },
      200,
    ],
    ['getInvitationContent', 'GET', `/invitations/${tenant}.1/content`, undefined, 200],
    ['getInvitationContent', 'GET', `/invitations/${tenant}.9/content`, undefined, 404],
    ['getAttestationContent', 'GET', `/customers/${tenant}/attestations/${tenant}.1/content`, undefined, 404],
    ['getProspectContent', 'GET', `/relationship-invitations/${tenant}/content`, undefined, 404],
    ['listPeople', 'GET', '/people?ids=e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e01', undefined, 200],
    ['listPeople', 'GET', '/people?ids=mara', undefined, 422],
    ['listSettings', 'GET', '/settings', undefined, 200],
    ['listActivity', 'GET', '/activity?pageSize=3', undefined, 200],
    ['listActivity', 'GET', '/activity?actor=mara', undefined, 422],
    ['getTrends', 'GET', '/trends', undefined, 200],
    ['getTrends', 'GET', '/trends?from=2027-01-01&to=2026-01-01', undefined, 422],
    ['getTrends', 'GET', '/trends?interval=day', undefined, 422],
    ['getAgeing', 'GET', '/ageing', undefined, 200],
    ['listResellers', 'GET', '/resellers', undefined, 200],
    ['createView', 'POST', '/views', { name: 'Mine', query: 'status=invited' }, 201],
    ['listViews', 'GET', '/views', undefined, 200],
    ['inviteCustomer', 'POST', `/customers/${tenant}/invitations`, { recipient: { email: 7 } }, 422],
    [
      'inviteCustomer',
      'POST',
      `/customers/${tenant}/invitations`,
      { recipient: { email: 'a@b.example' } },
      202,
    ],
    ['resendInvitation', 'POST', `/invitations/${tenant}.2/resend`, undefined, 202],
    ['requestCheck', 'POST', `/customers/${tenant}/checks`, undefined, 202],
    ['startReconciliation', 'POST', '/reconciliations', undefined, 202],
    ['cancelInvitation', 'POST', `/invitations/${tenant}.2/cancel`, undefined, 200],
    ['getCustomer', 'GET', `/customers/${tenant}`, undefined, 200],
    ['getCustomerContact', 'GET', `/customers/${tenant}/contact`, undefined, 200],
    ['noteLinkCopied', 'POST', `/customers/${tenant}/link-copies`, undefined, 200],
    ['getReadiness', 'GET', `/customers/${tenant}/readiness`, undefined, 200],
    ['getReadiness', 'GET', `/customers/${tenant}/readiness?maxAgeSeconds=0`, undefined, 200],
    ['findReadiness', 'GET', '/readiness?domain=nobody.example', undefined, 404],
    ['getConfirmation', 'GET', `/customers/${tenant}/confirmation`, undefined, 200],
    ['listEvents', 'GET', `/customers/${tenant}/events`, undefined, 200],
    ['getConnection', 'GET', '/connection', undefined, 200],
    ['listQueues', 'GET', '/queues', undefined, 200],
    ['listPoisonMessages', 'GET', '/queues/agreement-checks/poison-messages', undefined, 200],
    ['listPoisonMessages', 'GET', '/queues/nobodys/poison-messages', undefined, 404],
    ['replayPoisonMessages', 'POST', '/queues/agreement-checks/poison-messages/replay', undefined, 200],
    ['replayPoisonMessage', 'POST', '/queues/agreement-checks/poison-messages/x/replay', undefined, 404],
    ['getSummary', 'GET', '/summary', undefined, 200],
    ['listWebhookEndpoints', 'GET', '/webhook-endpoints', undefined, 200],
    ['createWebhookEndpoint', 'POST', '/webhook-endpoints', { url: 'https://hooks.partner.example/' }, 201],
    ['createWebhookEndpoint', 'POST', '/webhook-endpoints', { url: 'https://10.0.0.1/' }, 422],
    [
      'findWebhookDeliveries',
      'GET',
      '/webhook-deliveries?type=endpoint.verification&pageSize=5',
      undefined,
      200,
    ],
    ['findWebhookDeliveries', 'GET', '/webhook-deliveries?statusClass=6xx', undefined, 422],
    ['findWebhookDeliveries', 'GET', `/webhook-deliveries?endpointId=${tenant}`, undefined, 404],
    ['getAddressRules', 'GET', '/address-rules?country=de', undefined, 200],
    ['getAddressRules', 'GET', '/address-rules?country=KP', undefined, 422],
    ['getDomainAvailability', 'GET', '/domain-availability?domain=fourthcoffee', undefined, 200],
    ['listMailBrandVersions', 'GET', '/mail-brand-versions', undefined, 200],
    ['getWebhookEndpoint', 'GET', `/webhook-endpoints/${tenant}`, undefined, 404],
    ['createImport', 'POST', '/imports?action=invite', 'domain;email\nx.example;a@b.example', 202],
    ['createImport', 'POST', '/imports?action=invite&dryRun=true', 'domain;email\nx.example;a@', 200],
    ['createImport', 'POST', '/imports?action=invite', 'domain;fax\nx.example;1', 422],
    ['createImport', 'POST', '/imports?action=invite', { domain: 'x.example' }, 422],
    ['createImport', 'POST', '/imports?action=check', { customerTenantIds: [tenant] }, 202],
    ['listImports', 'GET', '/imports?pageSize=1', undefined, 200],
    ['cancelImport', 'POST', `/imports/${tenant}/cancel`, undefined, 404],
    ['getImport', 'GET', `/imports/${tenant}`, undefined, 404],
    ['checkLiveness', 'GET', '/health/live', undefined, 200],
    ['checkReadiness', 'GET', '/health/ready', undefined, 200],
    ['getCustomer', 'GET', '/customers/none', undefined, 422],
  ])('holds for what %s answers to %s %s', async (operation, method, path, body, status) => {
    const post = () =>
      typeof body === 'string' ? agent.postText(path, body, 'text/csv') : agent.post(path, body);
    const answer = await (method === 'GET' ? agent.get(path) : post());
    expect(answer.status).toBe(status);
    expect(validate(operation, answer.status, answer.body)).toEqual([]);
  });

  it('holds for a file, and for its rows', async () => {
    const file = `domain,email\nx.example,a@b.example\n,nobody`;
    const taken = await agent.postText('/imports?action=invite', file, 'text/csv');
    expect(validate('createImport', taken.status, taken.body)).toEqual([]);
    const { status, body } = await agent.get(`/imports/${String(member(taken.body, 'id'))}?pageSize=1`);
    expect([status, validate('getImport', status, body)]).toEqual([200, []]);
    expect(member(body, 'items')).toHaveLength(1);
    const post = member(document, 'paths./v1/imports.post') as object;
    expect(Object.keys(member(post, 'requestBody.content') as object)).toEqual([
      'text/csv',
      'application/json',
    ]);
    const told = String(member(post, 'responses.400.description'));
    expect([told.includes('INVALID_CSV'), told.includes('INVALID_JSON')]).toEqual([true, true]);
  });

  it('holds for the file of an export, which has what the filter shows', async () => {
    const path = '/customer-export?status=accepted&sort=name&columns=companyName,status,canOrder';
    const { status, headers, body } = await agent.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...rows] = String(body).replace('\uFEFF', '').trimEnd().split('\r\n');
    const listed = (await agent.get('/customers?status=accepted&sort=name')).body;
    const items = member(listed, 'items') as { companyName: string }[];
    expect(items.length).toBeGreaterThan(0);
    expect([head, ...rows]).toEqual([
      'companyName,status,canOrder',
      ...items.map(({ companyName }) => `${companyName},accepted,true`),
    ]);
    expect((await agent.get('/customer-export?columns=password')).status).toBe(422);
    const post = member(document, 'paths./v1/customer-export.get.responses.200.content') as object;
    expect(Object.keys(post)).toEqual(['text/csv']);
  });

  it.each(['/customers?sort=name&pageSize=50', '/summary', `/customers/${tenant}/readiness`])(
    'lets %s be asked for only where it has changed',
    async (path) => {
      // Checks of the journey above may still be under way.
      await vi.waitFor(
        async () => {
          const tag = String((await agent.get(path)).headers.get('etag'));
          const again = await agent.get(path, { 'if-none-match': tag });
          expect([again.status, again.body]).toEqual([304, undefined]);
          expect(again.headers.get('etag')).toBe(tag);
        },
        { timeout: 80_000, interval: 200 },
      );
      const tag = String((await agent.get(path)).headers.get('etag'));
      await agent.post(`/customers/${tenant}/direct-refusals`);
      // A check that is still under way is not asked for again, and changes nothing.
      await vi.waitFor(
        async () => {
          await agent.post(`/customers/${tenant}/checks`);
          expect((await agent.get(path, { 'if-none-match': tag })).status).toBe(200);
        },
        { timeout: 80_000, interval: 200 },
      );
    },
  );

  it('would notice a wrong answer', () => {
    expect(validate('getCustomer', 200, { customerTenantId: 7 })).not.toEqual([]);
  });
});

/** Calls whose success this file does not bring about, each with the test that does. */
const elsewhere: Readonly<Record<string, string>> = {
  replayPoisonMessage: 'poison.test.ts: a message has to fail for good first',
};

/** Hundreds of calls, one after the other: for a slow machine. */
const walkMs = 20 * 60_000;

describe('every operation', () => {
  const control = async () => {
    const read = async (path: string) =>
      (await (await fetch(`${environment.urls.partnerCenter}/_control${path}`)).json()) as {
        items: unknown[];
      };
    const [attestations, customers] = await Promise.all([
      read('/attestations'),
      read('/customers?size=1000'),
    ]);
    return {
      attestations: attestations.items as { id: string; customerId: string }[],
      customers: customers.items as { password?: string }[],
    };
  };
  const idIn = (body: unknown) => String(member(body, 'id'));
  const ok = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    expect([status < 300, body]).toEqual([true, body]);
    return body;
  };

  it('is answered as described: views, people, mails and runs', async () => {
    const view = idIn(await ok(agent.post('/views', { name: 'Another', query: 'status=invited' })));
    await ok(agent.delete(`/views/${view}`));
    await ok(agent.delete('/people/e0a4c5d2-1f37-4d0a-9f0b-3a5c7b1d2e01'));
    const brand = { partnerName: 'Fabrikam', supportEmail: 'help@fabrikam.example' };
    await ok(agent.put('/mail-brand', { ...brand, replaces: 0 }));
    await ok(agent.post('/invitation-preview', {}));
    await ok(agent.post('/mail/resume'));
    await ok(agent.post('/discoveries'));
    await ok(agent.get('/agreement-template?country=US'));
    await ok(agent.get('/readiness?domain=tailspintoys.onmicrosoft.com'));
  });

  it('is answered as described: attestations and new customers', async () => {
    const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example' };
    const list = await ok(agent.get('/customers?status=required&pageSize=1'));
    const other = String(member(list, 'items.0.customerTenantId'));
    const place = `/customers/${other}`;
    await ok(agent.post(`${place}/direct-refusals`));
    const begun = await ok(agent.post(`${place}/attestations`, { signatory, country: 'US' }));
    const attestation = `${place}/attestations/${String(member(begun, 'attestation.id'))}`;
    await waitFor('the link', async () =>
      (await agent.get(`${attestation}/content`)).status === 200 ? true : undefined,
    );
    await ok(agent.get(attestation));
    await ok(agent.post(`${attestation}/resend`));
    await ok(agent.post(`${attestation}/cancel`));
    await ok(agent.get(`${place}/evidence`));
    await ok(agent.post(`${place}/order-refusals`, { code: 13605 }));
    const address = {
      addressLine1: '1 Way',
      city: 'Redmond',
      state: 'WA',
      postalCode: '98052',
      country: 'US',
    };
    const customer = { companyName: 'Fourth Coffee', domain: 'fourthcoffee', contact: signatory, address };
    await ok(agent.post('/customers', { ...customer, acceptance: { path: 'invite', delivery: 'link' } }));
  });

  it('is answered as described: relationship invitations and imports', async () => {
    const asked = { recipient: { email: 'robin@adatum.example' }, companyName: 'A. Datum', delivery: 'link' };
    const id = idIn(await ok(agent.post('/relationship-invitations', asked)));
    await ok(agent.get(`/relationship-invitations/${id}`));
    await waitFor('the link', async () =>
      (await agent.get(`/relationship-invitations/${id}/content`)).status === 200 ? true : undefined,
    );
    const rows = Array.from({ length: 300 }, (_, at) => `nobody${String(at)}.example,a@b.example`);
    const file = `domain,email\n${rows.join('\n')}`;
    const taken = await ok(agent.postText('/imports?action=invite', file, 'text/csv'));
    await ok(agent.post(`/imports/${idIn(taken)}/cancel`));
  });

  it('is answered as described: webhook endpoints', async () => {
    const receiver = await startWebhookReceiver();
    try {
      const made = await ok(agent.post('/webhook-endpoints', { url: receiver.url }));
      const place = `/webhook-endpoints/${idIn(made)}`;
      webhookSecret = String(member(made, 'secret'));
      await waitFor('the endpoint', async () =>
        member((await agent.get(place)).body, 'state') === 'active' ? true : undefined,
      );
      await ok(agent.patch(place, { description: 'A shop' }));
      await ok(agent.post(`${place}/test`));
      const { challenge } = JSON.parse(receiver.received[0]?.body ?? '{}').data as { challenge: string };
      await ok(agent.post(`${place}/verify`, { challenge }));
      await ok(agent.post(`${place}/rotate-secret`));
      const [first] = member(await ok(agent.get(`${place}/deliveries`)), 'items') as { id: string }[];
      await ok(agent.post(`${place}/deliveries/${first?.id ?? ''}/redeliver`));
      const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
      await ok(agent.post(`${place}/deliveries/redeliver`, range));
      await ok(agent.delete(place));
    } finally {
      told.push(...receiver.received.map(({ headers, body }) => JSON.stringify([headers, body])));
      await receiver.stop();
    }
  });

  it('is answered as described: an order that Microsoft left open, an invited company that is told to be a customer', async () => {
    const faults = `${environment.urls.partnerCenter}/_control/faults`;
    const fault = { match: { method: 'POST', path: '/v1/customers' }, times: 100, then: 'reset' };
    await fetch(faults, {
      method: 'POST',
      body: JSON.stringify([fault]),
      headers: { 'content-type': 'application/json' },
    });
    const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@opencoffee.example' };
    const address = {
      addressLine1: '1 Way',
      city: 'Redmond',
      state: 'WA',
      postalCode: '98052',
      country: 'US',
    };
    const customer = { companyName: 'Open Coffee', domain: 'opencoffee', contact, address };
    const open = await agent.post('/customers', {
      ...customer,
      acceptance: { path: 'invite', delivery: 'link' },
    });
    expect(open.status).toBe(503);
    expect(member((await agent.get('/customer-orders')).body, 'items')).toHaveLength(1);
    const withdrawn = await ok(agent.post(`/customer-orders/${String(member(open.body, 'orderId'))}/cancel`));
    expect(member(withdrawn, 'customerTenantId')).toBeNull();
    await fetch(faults, { method: 'DELETE' });
    const asked = { recipient: { email: 'robin@linked.example' }, companyName: 'Linked', delivery: 'link' };
    const id = idIn(await ok(agent.post('/relationship-invitations', asked)));
    const linked = await ok(agent.post(`/relationship-invitations/${id}/link`, { customerTenantId: tenant }));
    expect(member(linked, 'state')).toBe('linked');
  });

  it(
    'shows no secret in any answer to any role, webhook, mail, log line, table, queue or blob',
    { timeout: walkMs },
    async () => {
      const recipient = { email: 'canary@tailspintoys.example' };
      const invited = await ok(
        agent.post(`/customers/${tenant}/invitations`, { recipient, delivery: 'link' }),
      );
      const mailText = 'supplies Microsoft products to Tailspin Toys';
      expect(member(invited, 'content.text')).toContain(mailText);
      const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@canarycoffee.example' };
      const address = {
        addressLine1: '1 Way',
        city: 'Redmond',
        state: 'WA',
        postalCode: '98052',
        country: 'US',
      };
      const customer = { companyName: 'Canary Coffee', domain: 'canarycoffee', contact, address };
      const made = await ok(
        agent.post('/customers', { ...customer, acceptance: { path: 'invite', delivery: 'link' } }),
      );
      const { attestations, customers } = await control();
      expect(attestations.length).toBeGreaterThan(0);
      const attested = attestations[0]?.customerId ?? '';
      const prospects = (await agent.get('/relationship-invitations')).body;
      const endpoint = await ok(
        agent.post('/webhook-endpoints', { url: 'https://hooks.partner.example/canary' }),
      );
      const ids = {
        ...{ queueName: 'agreement-checks', endpointId: idIn(endpoint) },
        prospectId: String(member(prospects, 'items.0.id')),
        importId: String(member((await agent.get('/imports')).body, 'items.0.id')),
      };
      const agents = ['AdminAgent', 'SalesAgent'];
      const contents = [
        'getInvitationContent',
        'inviteCustomer',
        'getCustomer',
        'listCustomers',
        'createCustomer',
      ];
      const token = (url: unknown) => String(url).split('/').at(-1) ?? '';
      const canaries: Canary[] = [
        ...attestations.map(({ id }) => ({ what: 'an attestation id', value: id })),
        ...customers.flatMap(({ password }) =>
          password ? [{ what: 'a first password', value: password }] : [],
        ),
        { what: 'the refresh token', value: environment.settings['PARTNER_CENTER_REFRESH_TOKEN'] ?? '' },
        { what: 'the signing key', value: environment.settings['SIGNING_KEY'] ?? '' },
        {
          what: 'a webhook secret',
          value: webhookSecret,
          shownBy: { calls: ['createWebhookEndpoint'], roles: agents },
        },
        {
          what: 'another webhook secret',
          value: String(member(endpoint, 'secret')),
          shownBy: { calls: ['createWebhookEndpoint'], roles: agents },
        },
        {
          what: 'a link to credentials',
          value: token(member(made, 'credentialsUrl')),
          shownBy: { calls: ['createCustomer'], roles: agents },
        },
        {
          what: 'a link that acts',
          value: token(member(invited, 'invitation.url')),
          shownBy: { calls: contents, roles: agents },
        },
        { what: 'the text of a mail', value: mailText, shownBy: { calls: contents, roles: agents } },
      ];
      expect(canaries.filter(({ value }) => value.length < 12)).toEqual([]);
      const reseller = 'Reseller&reseller=3f2504e0-4f89-11d3-9a0c-0305e82c3301';
      const seen: Seen[] = [];
      for (const role of [...agents, 'Viewer', reseller]) {
        const client = await (await fetch(`${environment.urls.entra}/token?role=${role}`)).text();
        const places = [tenant, attested, String(member(made, 'customerTenantId'))].flatMap(
          (customerTenantId) =>
            readsWith({
              ...{ ...ids, customerTenantId, attestationId: `${customerTenantId}.1` },
              invitationId: String(member(invited, 'invitation.id')),
            }),
        );
        const paths = new Map(places.map(({ name, path }) => [path, name]));
        for (const [path, call] of paths) {
          const answer = await fetch(`${environment.urls.functions}/api${path}`, {
            headers: { authorization: `Bearer ${client}` },
          });
          const text = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
          seen.push({ where: `${call} for ${role}`, call, role, text });
        }
      }
      const stored = await dumpStorage(environment.connectionString);
      const all: Seen[] = [
        ...seen,
        ...recorder.texts
          .filter(({ call }) => !contents.includes(call))
          .map(({ call, text }) => ({ where: `an answer of ${call}`, call, role: 'AdminAgent', text })),
        ...told.map((text) => ({ where: 'a webhook', text })),
        ...printed.map((text) => ({ where: 'a log line', text })),
        { where: 'the storage', text: stored },
      ];
      expect([...new Set(escaped(canaries, all))]).toEqual([]);
      // What is looked for can be found: each canary was seen where it belongs, or is known to be one of Microsoft's.
      expect(
        escaped(
          canaries.map(({ what, value }) => ({ what, value })),
          seen,
        ).length,
      ).toBeGreaterThan(0);
    },
  );

  it('refuses whatever a client gets wrong, by a problem as described', { timeout: walkMs }, async () => {
    const base = `${environment.urls.functions}/api`;
    const token = await (await fetch(`${environment.urls.entra}/token?role=AdminAgent`)).text();
    const send = (path: string, init: RequestInit) =>
      fetch(base + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    const amiss: string[] = [];
    for (const [name, operation] of Object.entries<Operation>(operations)) {
      const { body } = await operation.shapes();
      const wrong = wrongCallsOf(operation, body !== null);
      amiss.push(...(await takenAmiss(send, wrong)));
      const { path = '', init } = wrong[0] ?? {};
      if (operation.access !== 'anonymous') {
        const unsigned = await fetch(base + path, init);
        if (unsigned.status !== 401) amiss.push(`${name} without a token: ${String(unsigned.status)}`);
      }
      if (operation.method !== 'GET') continue;
      const [head, get] = await Promise.all(
        ['HEAD', 'GET'].map((method) => send(path.split('?')[0] ?? '', { method })),
      );
      if (head?.status !== get?.status) amiss.push(`${name} by HEAD: ${String(head?.status)}`);
    }
    expect(amiss).toEqual([]);
  });

  it('was answered with success in this file, or is elsewhere', async () => {
    // Calls that need nothing are made here, whoever added them.
    const shapesOf = Object.entries<Operation>(operations).filter(
      ([, { method, route }]) => method === 'GET' && !route.includes('{'),
    );
    for (const [name, { route }] of shapesOf) {
      if (!recorder.succeeded.has(name)) await agent.get(route.slice('v1'.length));
    }
    await recorder.stop();
    expect(recorder.broken).toEqual([]);
    const missing = Object.keys(operations).filter((name) => !recorder.succeeded.has(name));
    expect(missing.sort()).toEqual(Object.keys(elsewhere).sort());
  });
});
