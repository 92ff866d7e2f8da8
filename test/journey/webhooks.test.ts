import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { webhooks } from '../../infra/local/journeys/webhooks.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { startWebhookReceiver } from '../../infra/local/webhookReceiver.ts';
import { hostileUrls } from '../shared/domain/webhooks/hostileUrls.ts';

let environment: Environment;
let admin: ApiClient;
beforeAll(async () => {
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  admin = await createApiClient(environment.urls);
});
afterAll(() => environment.stop());

describe('webhooks over HTTP', () => {
  it('walk the journey of the demo', async () => {
    const steps: string[] = [];
    await webhooks({ urls: environment.urls, say: (line) => void steps.push(line) });
    expect(steps.length).toBeGreaterThan(6);
  });

  it('reach a healthy endpoint at once while another hangs', async () => {
    const [healthy, hung] = await Promise.all([startWebhookReceiver(), startWebhookReceiver()]);
    try {
      const ids: string[] = [];
      for (const { url } of [healthy, hung]) {
        const added = await admin.post('/webhook-endpoints', { url });
        ids.push(String(member(added.body, 'id')));
      }
      for (const id of ids) {
        await waitFor('the endpoint', async () =>
          member((await admin.get(`/webhook-endpoints/${id}`)).body, 'state') === 'active' ? true : undefined,
        );
      }
      hung.answer('nothing');
      const [good = '', bad = ''] = ids;
      for (let count = 0; count < 30; count += 1) await admin.post(`/webhook-endpoints/${bad}/test`);
      await waitFor('the hung call', async () => (hung.received.length > 2 ? true : undefined));
      const latenciesMs: number[] = [];
      for (let count = 0; count < 5; count += 1) {
        const before = healthy.received.length;
        const began = Date.now();
        expect((await admin.post(`/webhook-endpoints/${good}/test`)).status).toBe(202);
        await waitFor('the message', async () => (healthy.received.length > before ? true : undefined));
        latenciesMs.push(Date.now() - began);
      }
      // Below the 15 s that each call to the other one takes.
      expect(Math.max(...latenciesMs)).toBeLessThan(14_000);
    } finally {
      await Promise.all([healthy.stop(), hung.stop()]);
    }
  });

  it('tell the agents by one mail that an endpoint was given up, which leads to it and holds no secret of it', async () => {
    const gone = await startWebhookReceiver();
    try {
      const added = await admin.post('/webhook-endpoints', { url: `${gone.url}?key=s3cret` });
      const id = String(member(added.body, 'id'));
      const stateIs = (state: string) =>
        waitFor(`an endpoint that is ${state}`, async () =>
          member((await admin.get(`/webhook-endpoints/${id}`)).body, 'state') === state ? true : undefined,
        );
      await stateIs('active');
      gone.answer(410);
      expect((await admin.post(`/webhook-endpoints/${id}/test`)).status).toBe(202);
      await stateIs('disabled');
      const mails = async () => {
        const answer = await fetch(`${environment.urls.mail}/_control/messages`);
        const { items } = (await answer.json()) as { items: unknown[] };
        return items.filter((item) => JSON.stringify(item).includes(id));
      };
      await waitFor('the notice', async () => ((await mails()).length > 0 ? true : undefined));
      const [mail, ...more] = (await mails()).map((item) => JSON.stringify(item));
      expect(more).toEqual([]);
      expect(mail).toContain('agents@fabrikam.example');
      expect(mail).not.toContain('s3cret');
      const [link = ''] = new RegExp(`http://[^"\\\\ ]+/webhook-endpoints/${id}`).exec(mail ?? '') ?? [];
      const page = await fetch(link);
      expect([page.status, link.startsWith(`${environment.urls.functions}/portal/`)]).toEqual([200, true]);
    } finally {
      await gone.stop();
    }
  });

  it('pause, resume, page, send again and end as they are told', async () => {
    const shop = await startWebhookReceiver();
    try {
      const added = await admin.post('/webhook-endpoints', { url: shop.url });
      const path = `/webhook-endpoints/${String(member(added.body, 'id'))}`;
      const untilActive = () =>
        waitFor('the endpoint', async () =>
          member((await admin.get(path)).body, 'state') === 'active' ? true : undefined,
        );
      await untilActive();
      const typesReceived = () => shop.received.map(({ body }) => member(JSON.parse(body), 'type'));
      const deliveries = async (query = '') => (await admin.get(`${path}/deliveries${query}`)).body;

      // Paused: what happens is kept, and comes when it is resumed.
      expect((await admin.patch(path, { state: 'paused' })).status).toBe(200);
      expect((await admin.post(`${path}/test`)).status).toBe(409);
      const customer = String(
        member((await admin.get('/customers?status=required')).body, 'items.0.customerTenantId'),
      );
      const recipient = { email: 'somebody@customer.example' };
      await admin.post(`/customers/${customer}/invitations`, { recipient, delivery: 'email' });
      await waitFor('the news', async () =>
        JSON.stringify(await deliveries('?state=waiting')).includes('invitation.sent') ? true : undefined,
      );
      expect(typesReceived()).not.toContain('invitation.sent');
      await admin.patch(path, { state: 'active' });
      await waitFor('the message', async () =>
        typesReceived().includes('invitation.sent') ? true : undefined,
      );

      for (let count = 0; count < 5; count += 1) await admin.post(`${path}/test`);
      await waitFor('all messages', async () =>
        (member(await deliveries('?state=waiting'), 'items') as unknown[]).length === 0 ? true : undefined,
      );
      const all = member(await deliveries(), 'items') as { id: string; webhookId: string; type: string }[];
      const paged: unknown[] = [];
      for (let token = ''; ;) {
        const page = await deliveries(
          `?pageSize=2${token && `&continuationToken=${encodeURIComponent(token)}`}`,
        );
        const items = member(page, 'items') as unknown[];
        expect(items.length).toBeLessThanOrEqual(2);
        paged.push(...items);
        const next = member(page, 'continuationToken');
        if (typeof next !== 'string') break;
        token = next;
      }
      expect(paged).toEqual(all);

      // One key, one more message.
      const { id: deliveryId, webhookId } = all.find(({ type }) => type === 'endpoint.test') ?? expect.fail();
      const copies = () => shop.received.filter(({ headers }) => headers['webhook-id'] === webhookId).length;
      const again = (key: string) =>
        admin.post(`${path}/deliveries/${deliveryId}/redeliver`, undefined, { 'idempotency-key': key });
      expect((await again('first')).status).toBe(202);
      await waitFor('the copy', async () => (copies() === 2 ? true : undefined));
      expect((await again('first')).headers.get('idempotent-replayed')).toBe('true');
      const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', onlyFailed: false };
      const ranged = () => admin.post(`${path}/deliveries/redeliver`, range, { 'idempotency-key': 'range' });
      const news = all.filter(({ type }) => type !== 'endpoint.verification').length;
      expect((await ranged()).body).toEqual({ redelivered: news, continuationToken: null });
      await waitFor('all copies', async () => (copies() === 3 ? true : undefined));
      expect((await ranged()).body).toEqual({ redelivered: news, continuationToken: null });
      const failed = { ...range, onlyFailed: true };
      expect(member((await admin.post(`${path}/deliveries/redeliver`, failed)).body, 'redelivered')).toBe(0);

      // Removed while a message is under way: that is the last one.
      shop.answer('nothing');
      const before = shop.received.length;
      await admin.post(`${path}/test`);
      await waitFor('the call', async () => (shop.received.length > before ? true : undefined));
      expect(copies()).toBe(3);
      expect((await admin.delete(path)).status).toBe(204);
      expect((await admin.get(`${path}/deliveries`)).status).toBe(404);
      expect((await admin.post(`${path}/test`)).status).toBe(404);
      expect(shop.received.length).toBe(before + 1);
    } finally {
      await shop.stop();
    }
  });

  it('are not made at any hostile address, nor moved there', async () => {
    const made = await admin.post('/webhook-endpoints', { url: 'https://moving.partner.example/' });
    const path = `/webhook-endpoints/${String(member(made.body, 'id'))}`;
    const addresses = async () =>
      (member((await admin.get('/webhook-endpoints')).body, 'items') as { url: string }[]).map(
        ({ url }) => url,
      );
    const before = await addresses();
    for (const url of hostileUrls) {
      for (const { status, body } of [
        await admin.post('/webhook-endpoints', { url }),
        await admin.patch(path, { url }),
      ])
        expect([url, status, member(body, 'errors.0.pointer')]).toEqual([url, 422, '/url']);
    }
    expect(await addresses()).toEqual(before);
    await admin.delete(path);
  });

  it('refuse wrong input, and make no second endpoint of a repeated request', async () => {
    const wrong = await admin.post('/webhook-endpoints', { url: 'https://169.254.169.254/' });
    expect([wrong.status, member(wrong.body, 'errors.0.pointer')]).toEqual([422, '/url']);
    const key = { 'idempotency-key': 'one' };
    const first = await admin.post('/webhook-endpoints', { url: 'https://hooks.partner.example/' }, key);
    const again = await admin.post('/webhook-endpoints', { url: 'https://hooks.partner.example/' }, key);
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      201,
      'true',
    ]);
    expect(again.body).toEqual(first.body);
    const path = `/webhook-endpoints/${String(member(first.body, 'id'))}`;
    expect(member((await admin.get(path)).body, 'secret')).toBeUndefined();
    const rotated = await admin.post(`${path}/rotate-secret`);
    expect(member(rotated.body, 'secrets.1.expiresAt')).toEqual(expect.any(String));
    expect((await admin.patch(path, { state: 'paused' })).status).toBe(409);
    expect((await admin.patch(path, { events: ['nothing'] })).status).toBe(422);
    expect(member((await admin.patch(path, { description: 'Shop' })).body, 'description')).toBe('Shop');
    expect((await admin.delete(path)).status).toBe(204);
    const sales = await createApiClient(environment.urls, 'SalesAgent');
    expect((await sales.post('/webhook-endpoints', { url: 'https://a.example/' })).status).toBe(403);
    expect((await sales.get('/webhook-endpoints')).status).toBe(200);
    const range = { from: '2026-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };
    expect((await admin.post(`${path}/deliveries/redeliver`, range)).status).toBe(404);
  });
});
