import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { relationshipEvent } from '../../infra/local/journeys/relationshipEvent.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { createTables } from '../../shared/adapters/storage/kit/storageClients.ts';

const tailspinToys = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const goodFile = '/cert/pcnotifications-dispatch.microsoft.com.cer';

let environment: Environment;
/** Whoever is asked here was asked outside of the list. */
let elsewhere: Server;
let askedElsewhere: string[];
let elsewhereUrl: string;

beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    // Nothing but the messages moves anything here.
    settings: { RECONCILE_SCHEDULE: '0 0 0 1 1 *', DISCOVER_SCHEDULE: '0 0 0 1 1 *' },
    log: () => undefined,
  });
  elsewhere = createServer((request, response) => {
    askedElsewhere.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  elsewhereUrl = `http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}`;
});
beforeEach(() => {
  askedElsewhere = [];
});
afterAll(async () => {
  elsewhere.close();
  await environment.stop();
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${environment.urls.partnerCenter}/_control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect([200, 201]).toContain(response.status);
  return response.json();
}

type Taken = { status: number; json: unknown };

/** Has the simulator send a notification; each gets a customer of its own unless it says otherwise. */
async function send(order: object): Promise<Taken[]> {
  const { answers } = (await control('POST', '/webhooks', order)) as {
    answers: { status: number; body: string }[];
  };
  return answers.map(({ status, body }) => ({ status, json: JSON.parse(body) as unknown }));
}

async function sendOne(order: object): Promise<Taken> {
  const [taken] = await send(order);
  return taken ?? expect.fail('nothing was sent');
}

async function pathsAsked(): Promise<string[]> {
  const { items } = (await control('GET', '/requests')) as { items: { path: string }[] };
  return items.map(({ path }) => path);
}

async function eventsOf(customer: string): Promise<string[]> {
  const agent = await createApiClient(environment.urls, 'Viewer');
  const { body } = await agent.get(`/customers/${customer}/events?pageSize=1000`);
  return (member(body, 'items') as { type: string }[]).map(({ type }) => type);
}

/** A notification with so many bytes. */
function sized(bytes: number): string {
  const event = {
    EventName: 'sized-event',
    ResourceUri: null,
    ResourceChangeUtcDate: new Date().toISOString(),
    More: '',
  };
  return JSON.stringify({ ...event, More: 'x'.repeat(bytes - JSON.stringify(event).length) });
}

describe('notifications that are refused', () => {
  const at = (path: string) => `${environment.urls.partnerCenter}${path}`;

  it.each<[string, () => object, number, string]>([
    ['unsigned', () => ({ sign: 'none' }), 401, 'SIGNATURE_MISSING'],
    [
      'with the token of somebody',
      () => ({ sign: 'none', headers: { authorization: 'Bearer eyJ' } }),
      401,
      'SIGNATURE_MISSING',
    ],
    ['signed with another key', () => ({ sign: 'wrongKey' }), 401, 'SIGNATURE_INVALID'],
    ['changed on the way', () => ({ tamper: 'changed' }), 401, 'SIGNATURE_INVALID'],
    ['written anew on the way', () => ({ tamper: 'reserialised' }), 401, 'SIGNATURE_INVALID'],
    [
      'with a signature that is no base64',
      () => ({ header: 'x-ms-signature', headers: { 'x-ms-signature': 'Signature %%%' } }),
      401,
      'SIGNATURE_INVALID',
    ],
    [
      'of another algorithm',
      () => ({ headers: { 'x-ms-signature-algorithm': 'rsa-sha1' } }),
      400,
      'SIGNATURE_MALFORMED',
    ],
    [
      'of no algorithm',
      () => ({ headers: { 'x-ms-signature-algorithm': null } }),
      400,
      'SIGNATURE_MALFORMED',
    ],
    [
      'of the algorithm none',
      () => ({ headers: { 'x-ms-signature-algorithm': 'none' } }),
      400,
      'SIGNATURE_MALFORMED',
    ],
    [
      'without a certificate',
      () => ({ headers: { 'x-ms-certificate-url': null } }),
      400,
      'SIGNATURE_MALFORMED',
    ],
    [
      'with a certificate elsewhere',
      () => ({ certificateUrl: `${elsewhereUrl}${goodFile}` }),
      401,
      'CERTIFICATE_REFUSED',
    ],
    [
      'with a certificate at the metadata service',
      () => ({ certificateUrl: 'http://169.254.169.254/metadata/identity' }),
      401,
      'CERTIFICATE_REFUSED',
    ],
    [
      'with a certificate behind somebody’s name',
      () => ({ certificateUrl: at(goodFile).replace('//', '//admin@') }),
      401,
      'CERTIFICATE_REFUSED',
    ],
    [
      'with a certificate that leads elsewhere',
      () => ({ certificate: 'redirect' }),
      503,
      'CERTIFICATE_UNAVAILABLE',
    ],
    [
      'with a certificate that is not there',
      () => ({ certificate: 'missing' }),
      503,
      'CERTIFICATE_UNAVAILABLE',
    ],
    ['with a slow certificate', () => ({ certificate: 'slow' }), 503, 'CERTIFICATE_UNAVAILABLE'],
    ['with an oversized certificate', () => ({ certificate: 'oversized' }), 401, 'CERTIFICATE_REFUSED'],
    ['with a certificate that is none', () => ({ certificate: 'garbage' }), 401, 'CERTIFICATE_REFUSED'],
    ['with a certificate of another host', () => ({ certificate: 'otherHost' }), 401, 'CERTIFICATE_REFUSED'],
    [
      'with a certificate of another organisation',
      () => ({ certificate: 'otherOrganisation' }),
      401,
      'CERTIFICATE_REFUSED',
    ],
    ['with a certificate of another root', () => ({ certificate: 'otherRoot' }), 401, 'CERTIFICATE_REFUSED'],
    ['with a certificate made by itself', () => ({ certificate: 'selfSigned' }), 401, 'CERTIFICATE_REFUSED'],
    ['with a certificate issued by one', () => ({ certificate: 'issuedByLeaf' }), 401, 'CERTIFICATE_REFUSED'],
    ['with an expired certificate', () => ({ certificate: 'expired' }), 401, 'CERTIFICATE_REFUSED'],
    ['with a certificate of tomorrow', () => ({ certificate: 'notYetValid' }), 401, 'CERTIFICATE_REFUSED'],
    ['of last week', () => ({ ageSeconds: 8 * 24 * 3600 }), 422, 'EVENT_NOT_TIMELY'],
    ['of tomorrow', () => ({ ageSeconds: -24 * 3600 }), 422, 'EVENT_NOT_TIMELY'],
    ['of in a quarter of an hour and more', () => ({ ageSeconds: -16 * 60 }), 422, 'EVENT_NOT_TIMELY'],
    ['without a time', () => ({ change: { ResourceChangeUtcDate: null } }), 422, 'INVALID_INPUT'],
    ['without a name', () => ({ change: { EventName: null } }), 422, 'INVALID_INPUT'],
    ['that are no JSON', () => ({ rawBody: 'EventName=test-created' }), 400, 'INVALID_JSON'],
    ['that are nested', () => ({ rawBody: '['.repeat(1000) }), 400, 'BODY_TOO_DEEP'],
    [
      'with a certificate above the place of certificates',
      () => ({ certificateUrl: at('/cert/../v1/customers') }),
      401,
      'CERTIFICATE_REFUSED',
    ],
    ['of one byte too many', () => ({ rawBody: sized(65_537) }), 413, 'BODY_TOO_LARGE'],
    ['that are huge', () => ({ change: { More: 'x'.repeat(70_000) } }), 413, 'BODY_TOO_LARGE'],
  ])('are those %s', async (_what, order, status, code) => {
    const before = await eventsOf(tailspinToys);
    const taken = await sendOne({ customerTenantId: tailspinToys, ...order() });
    expect([taken.status, member(taken.json, 'code')]).toEqual([status, code]);
    expect(await eventsOf(tailspinToys)).toEqual(before);
  });

  it('fetch nothing outside the list, and follow no redirect', async () => {
    const before = (await pathsAsked()).length;
    for (const order of [
      { certificateUrl: `${elsewhereUrl}${goodFile}` },
      { certificateUrl: `${environment.urls.partnerCenter.replace('127.0.0.1', 'localhost')}${goodFile}` },
      { certificateUrl: `${environment.urls.entra}/cert.cer` },
      { certificateUrl: 'file:///etc/passwd' },
      { change: { AuditUri: `${elsewhereUrl}/audit`, ResourceUri: `${elsewhereUrl}/v1/customers/x` } },
    ]) {
      await sendOne(order);
    }
    expect(askedElsewhere).toEqual([]);
    const asked = (await pathsAsked()).slice(before);
    expect(asked.filter((path) => path.startsWith('/elsewhere'))).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/cert') && path !== goodFile)).toEqual([]);
  });
});

describe('notifications that are taken', () => {
  it('lead from an accepted relationship to an accepted agreement, without any timer', async () => {
    const steps: string[] = [];
    await relationshipEvent({ urls: environment.urls, say: (line) => void steps.push(line) });
    expect(steps.length).toBeGreaterThan(5);
  });

  it.each(['authorization', 'x-ms-signature'])('may have their signature in %s', async (header) => {
    const { status, json } = await sendOne({ header, eventName: 'subscription-updated' });
    expect([status, member(json, 'status')]).toEqual([200, 'received']);
  });

  it.each([65_535, 65_536])('may have %i bytes', async (bytes) => {
    const { status, json } = await sendOne({ rawBody: sized(bytes) });
    expect([status, member(json, 'status')]).toEqual([200, 'received']);
  });

  it('may come from a clock that is ten minutes ahead', async () => {
    const { status } = await sendOne({ ageSeconds: -10 * 60, eventName: 'invoice-ready' });
    expect(status).toBe(200);
  });

  it.each([
    ['transfer-updated', { eventName: 'transfer-updated' }],
    [
      'dap-admin-relationship-terminated',
      { eventName: 'dap-admin-relationship-terminated', change: { ResourceUri: null } },
    ],
    ['One.that_nobody-Knows', { eventName: 'One.that_nobody-Knows', customerTenantId: tailspinToys }],
  ])('may have a name that is not used, and are kept and move nothing: %s', async (_name, order) => {
    const before = await eventsOf(tailspinToys);
    const { status, json } = await sendOne(order);
    expect([status, member(json, 'status')]).toEqual([200, 'received']);
    const again = await sendOne({ ...order, ageSeconds: 1 });
    expect(again.status).toBe(200);
    expect(await eventsOf(tailspinToys)).toEqual(before);
    const events = createTables(environment.connectionString).events.listEntities();
    const kept: string[] = [];
    for await (const row of events) kept.push(JSON.stringify(row));
    expect(kept.join()).toContain(order.eventName);
  });

  it('may have the bare signature in the header of its own', async () => {
    const { request } = (await control('POST', '/webhooks', { header: 'authorization', ageSeconds: 60 })) as {
      request: { url: string; headers: Record<string, string>; body: string };
    };
    const { authorization = '', ...headers } = request.headers;
    const bare = { ...headers, 'x-ms-signature': authorization.replace('Signature ', '') };
    // A gateway has put a token of its own where the signature was.
    const answer = await fetch(request.url, {
      method: 'POST',
      body: request.body,
      headers: { ...bare, authorization: 'Bearer of-the-gateway' },
    });
    expect([answer.status, member(await answer.json(), 'status')]).toEqual([200, 'duplicate']);
  });

  /** How often the customer was checked; a wish that is waiting is not doubled, so nobody sends while one is. */
  const checksOf = async (customer: string): Promise<number> => {
    const events = await waitFor('the check', async () => {
      const types = await eventsOf(customer);
      return types.at(-1) === 'checkRequested' ? undefined : types;
    });
    return events.filter((type) => type === 'checkRequested').length;
  };
  const checkAfter = (customer: string, before: number) =>
    waitFor('the check', async () => ((await checksOf(customer)) > before ? true : undefined));

  it('make a known customer checked, and nothing else', async () => {
    const before = await eventsOf(tailspinToys);
    const checks = await checksOf(tailspinToys);
    expect((await sendOne({ customerTenantId: tailspinToys })).status).toBe(200);
    await checkAfter(tailspinToys, checks);
    expect((await eventsOf(tailspinToys)).slice(before.length)).toEqual([
      'checkRequested',
      'standingChecked',
    ]);
  });

  it('count once, when the same comes thirty times at once', async () => {
    const before = await checksOf(tailspinToys);
    const order = {
      customerTenantId: tailspinToys,
      eventName: 'indirect-reseller-relationship-accepted-by-customer',
    };
    const taken = await send({ ...order, times: 30, atOnce: true });
    const said = taken.map(({ status, json }) => `${String(status)} ${String(member(json, 'status'))}`);
    expect(said.filter((one) => one === '200 received')).toHaveLength(1);
    expect(said.filter((one) => one === '200 duplicate')).toHaveLength(29);
    await checkAfter(tailspinToys, before);
    // When another one that came behind them has been handled, they have been, too.
    await sendOne({ customerTenantId: tailspinToys, ageSeconds: 5 });
    await checkAfter(tailspinToys, before + 1);
    expect(await checksOf(tailspinToys)).toBe(before + 2);
  });

  it('about nobody of ours are dropped', async () => {
    const customerTenantId = '9e2f5a3c-1111-4222-8333-444455556666';
    expect((await sendOne({ customerTenantId })).status).toBe(200);
    await waitFor('the question', async () =>
      (await pathsAsked()).includes(`/v1/customers/${customerTenantId}`) ? true : undefined,
    );
    const agent = await createApiClient(environment.urls, 'Viewer');
    expect((await agent.get(`/customers/${customerTenantId}`)).status).toBe(404);
  });

  it('cost one download of the certificate and of each of its issuers, all of them together', async () => {
    const asked = (await pathsAsked()).filter((path) => path === goodFile || path.startsWith('/cert/tls-'));
    // Once more where a signature did not fit, lest the certificate had been replaced.
    expect(asked.filter((path) => path === goodFile).length).toBeLessThanOrEqual(3);
    expect(asked.filter((path) => path !== goodFile).sort()).toEqual([
      '/cert/tls-issuing.cer',
      '/cert/tls-root.cer',
    ]);
  });
});
