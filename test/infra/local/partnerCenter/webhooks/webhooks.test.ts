import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dig, startWorld, tailspinToys, type World } from '../startWorld.ts';

type Heard = { headers: IncomingHttpHeaders; body: string };

const fixture = z.object({ source: z.string(), status: z.number().optional(), response: z.unknown() });
const sample = (name: string) =>
  fixture.parse(JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')));

let world: World;
let receiver: Server;
let url: string;
let heard: Heard[];
let answerWith: number[];

beforeAll(async () => {
  world = await startWorld();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answerWith.shift() ?? 200).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
});
beforeEach(async () => {
  await world.send('/_control', { method: 'DELETE' });
  heard = [];
  answerWith = [];
  // Tests count per minute.
  world.pass(120_000);
});
afterAll(async () => {
  receiver.close();
  await world.stop();
});

const path = '/webhooks/v1/registration';
const register = (changes: object = {}, method = 'POST') =>
  world.asApp(path, {
    method,
    body: { WebhookUrl: url, WebhookEvents: ['test-created', relationship], ...changes },
  });
const relationship = 'reseller-relationship-accepted-by-customer';

async function nextHeard(): Promise<Heard> {
  for (;;) {
    const next = heard.shift();
    if (next) return next;
    await new Promise((soon) => setTimeout(soon, 20));
  }
}

function isSigned(
  { headers, body }: Heard,
  der: Buffer,
  header: 'authorization' | 'x-ms-signature',
): boolean {
  const signature = Buffer.from(String(headers[header]).replace('Signature ', ''), 'base64');
  return verify('RSA-SHA256', Buffer.from(body), new X509Certificate(der).publicKey, signature);
}

async function certificateOf({ headers }: Heard): Promise<Buffer> {
  const answer = await fetch(String(headers['x-ms-certificate-url']));
  return Buffer.from(await answer.arrayBuffer());
}

describe('the registration', () => {
  it('does not exist at first, is made once, and then only replaced', async () => {
    expect((await world.asApp(path)).status).toBe(404);
    expect((await register({}, 'PUT')).status).toBe(404);
    expect((await register()).status).toBe(200);
    expect((await register()).status).toBe(409);
    const replaced = await register({ WebhookUrl: 'https://other.example/hook' }, 'PUT');
    expect([replaced.status, dig((await world.asUser(path)).body, 'webhookUrl')]).toEqual([
      200,
      'https://other.example/hook',
    ]);
  });

  it('is answered in camel case, whatever it was asked in', async () => {
    await world.asApp(path, {
      body: { webhookUrl: url, webhookEvents: ['test-created'], signatureTokenToMsSignatureHeader: true },
    });
    expect((await world.asApp(path)).body).toEqual({
      subscriberId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      webhookUrl: url,
      webhookEvents: ['test-created'],
      signatureTokenToMsSignatureHeader: true,
      properties: {},
      lastModifiedTimestamp: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    ['no address', { WebhookUrl: 'somewhere' }],
    ['no events', { WebhookEvents: [] }],
    ['an event that is none', { WebhookEvents: ['agreement-accepted'] }],
  ])('is refused with %s', async (_what, changes) => {
    expect((await register(changes)).status).toBe(400);
  });

  it('is of nobody without a token, and its events can be listed', async () => {
    expect((await world.send(path)).status).toBe(401);
    const { body } = await world.asApp(`${path}/events`);
    expect(body).toContain(relationship);
  });
});

describe('the test event', () => {
  it('is sent as in Microsoft’s sample, and its result can be read', async () => {
    await register();
    const started = await world.asApp(`${path}/validationEvents`, { method: 'POST' });
    expect(Object.keys(z.looseObject({}).parse(started.body))).toEqual(['correlationId']);
    const event = await nextHeard();
    const { response } = sample('webhookTestEvent');
    expect({ ...(JSON.parse(event.body) as object), ResourceChangeUtcDate: '' }).toEqual({
      ...(response as object),
      ResourceChangeUtcDate: '',
    });
    const id = dig(started.body, 'correlationId');
    await expect
      .poll(async () => dig((await world.asApp(`${path}/validationEvents/${id}`)).body, 'status'))
      .toBe('completed');
    const result = await world.asApp(`${path}/validationEvents/${id}`);
    const wanted = sample('webhookTestResult').response as { results: object[] };
    expect(Object.keys(result.body as object)).toEqual(Object.keys(wanted));
    expect(Object.keys((result.body as { results: object[] }).results[0] ?? {})).toEqual(
      Object.keys(wanted.results[0] ?? {}),
    );
    expect(dig(result.body, 'results', 0, 'responseCode')).toBe('OK');
  });

  it('is refused a third time within a minute, and without its name in the registration', async () => {
    await register({ WebhookEvents: [relationship] });
    expect((await world.asApp(`${path}/validationEvents`, { method: 'POST' })).status).toBe(400);
    await register({}, 'PUT');
    const again = () => world.asApp(`${path}/validationEvents`, { method: 'POST' });
    expect([(await again()).status, (await again()).status, (await again()).status]).toEqual([200, 200, 429]);
  });
});

describe('a notification', () => {
  it('is sent when a customer accepts the relationship, signed by a certificate of three links', async () => {
    await register();
    const query = { invType: 'ResellerRelationship', partnerId: '3b33e682-00c3-41ee-9dd2-a548adf56438' };
    const accepted = await world.form('/AdminPortal/invitation', {
      ...{ ...query, tenant: tailspinToys, role: 'globalAdministrator', authorize: 'yes', agree: 'yes' },
    });
    expect(accepted.status).toBe(303);
    const event = await nextHeard();
    const shape = sample('webhookRelationshipEvent').response as Record<string, string>;
    const body = JSON.parse(event.body) as Record<string, string>;
    expect(Object.keys(body)).toEqual(Object.keys(shape));
    expect(body['EventName']).toBe(relationship);
    expect(body['ResourceUri']).toBe(String(shape['ResourceUri']).replace(/[0-9a-f-]{36}$/, tailspinToys));
    expect(body['ResourceChangeUtcDate']).toMatch(/\.\d{7}\+00:00$/);
    // .NET ticks of the same instant; exact only as text.
    const [, ticks = ''] = /_(\d{18})$/.exec(String(body['AuditUri'])) ?? [];
    const ms = Number((BigInt(ticks) - 621_355_968_000_000_000n) / 10_000n);
    expect(new Date(ms)).toEqual(new Date(String(body['ResourceChangeUtcDate'])));
    const certificate = await certificateOf(event);
    expect(isSigned(event, certificate, 'authorization')).toBe(true);
    const leaf = new X509Certificate(certificate);
    expect(leaf.issuer).toContain('O=Microsoft Corporation');
    const [, issuerUrl = ''] = /URI:(\S+)/.exec(leaf.infoAccess ?? '') ?? [];
    const issuer = new X509Certificate(Buffer.from(await (await fetch(issuerUrl)).arrayBuffer()));
    expect([leaf.checkIssued(issuer), leaf.verify(issuer.publicKey)]).toEqual([true, true]);
  });

  it('has its signature in a header of its own where the registration says so', async () => {
    await register({ SignatureTokenToMsSignatureHeader: true });
    await world.asApp(`${path}/validationEvents`, { method: 'POST' });
    const event = await nextHeard();
    expect(event.headers.authorization).toBeUndefined();
    expect(isSigned(event, await certificateOf(event), 'x-ms-signature')).toBe(true);
  });

  it('is sent again, the same, until it is taken', async () => {
    await register();
    answerWith = [500, 401];
    await world.asApp(`${path}/validationEvents`, { method: 'POST' });
    const bodies = [(await nextHeard()).body, (await nextHeard()).body, (await nextHeard()).body];
    expect(new Set(bodies).size).toBe(1);
  });

  it('is not sent where nobody registered for it, nor for an accepted agreement', async () => {
    await register({ WebhookEvents: ['test-created'] });
    const query = { invType: 'ResellerRelationship', partnerId: '3b33e682-00c3-41ee-9dd2-a548adf56438' };
    await world.form('/AdminPortal/invitation', {
      ...{ ...query, tenant: tailspinToys, role: 'globalAdministrator', authorize: 'yes', agree: 'yes' },
    });
    await world.send(`/_control/customers/${tailspinToys}/accept`, { method: 'POST' });
    // What would have been sent before would have come before this.
    await world.asApp(`${path}/validationEvents`, { method: 'POST' });
    expect(JSON.parse((await nextHeard()).body)).toMatchObject({ EventName: 'test-created' });
    expect(heard).toEqual([]);
  });
});
