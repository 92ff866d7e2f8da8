import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../../../shared/adapters/webhooks/webhookSender.ts';
import { changeWebhookEndpoint } from '../../../../shared/workflows/webhooks/changeWebhookEndpoint.ts';
import { createWebhookEndpoint } from '../../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from '../../../../shared/workflows/webhooks/deleteWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import {
  redeliverWebhook,
  redeliverWebhooks,
} from '../../../../shared/workflows/webhooks/redeliverWebhooks.ts';
import { rotateWebhookSecret } from '../../../../shared/workflows/webhooks/rotateWebhookSecret.ts';
import { createSecretBox } from '../../../../shared/adapters/signing/secretBox.ts';
import { sweepWebhooks } from '../../../../shared/workflows/webhooks/sweepWebhooks.ts';
import { testWebhookEndpoint } from '../../../../shared/workflows/webhooks/testWebhookEndpoint.ts';
import { createWorld, type World } from '../../../fakes/world.ts';
import { activeEndpoint, hookedWorld, typesOf, url } from './webhookWorld.ts';

const fail = (failure: unknown): never => {
  throw failure;
};
const asked = { url, kind: 'standard' as const, description: null, events: null, resellerTenantId: null };

async function stateOf(world: World, id: string) {
  const stored = await world.webhookEndpoints.find(id);
  return stored?.endpoint ?? expect.fail('no such endpoint');
}

async function deliveries(world: World, id: string) {
  return (await world.webhookDeliveries.page(id, {}, { size: 1000, position: null })).items;
}

/** Tests as news: each is one message. */
async function send(world: World, id: string): Promise<string> {
  const outcome = await testWebhookEndpoint(world, id);
  return outcome.kind === 'changed' ? outcome.record.id : expect.fail('no key was given');
}

describe('an endpoint', () => {
  it('is told of nothing before it has sent its challenge back', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200, response: '{"ok":true}' }));
    const outcome = await createWebhookEndpoint(world, asked);
    const id = outcome.kind === 'changed' ? outcome.record.endpoint.id : '';
    expect(await deliverWebhooks(world, id)).toMatchObject({ taken: 0, refused: 0 });
    world.pass(2_000);
    expect(await deliverWebhooks(world, id)).toMatchObject({ refused: 1 });
    expect((await stateOf(world, id)).state).toBe('pending');
    // Whoever looks why has a status that tells nothing.
    const [challenge] = await deliveries(world, id);
    expect(challenge?.attempts).toMatchObject([{ status: 200, failure: 'CHALLENGE_MISSING' }]);
    await expect(changeWebhookEndpoint(world, id, { state: 'active' })).rejects.toMatchObject({
      code: 'WEBHOOK_ENDPOINT_NOT_ACTIVE',
    });
    world.hooks.receive(({ body }) => ({
      status: 200,
      response: JSON.stringify({
        challenge: (JSON.parse(body) as { data: { challenge: string } }).data.challenge,
      }),
    }));
    world.pass(6_000);
    await deliverWebhooks(world, id);
    expect(await stateOf(world, id)).toMatchObject({ state: 'active', failingSinceAt: null });
  });

  it('is given up when it never does', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200 }));
    const outcome = await createWebhookEndpoint(world, asked);
    const id = outcome.kind === 'changed' ? outcome.record.endpoint.id : '';
    for (let attempt = 0; attempt < 10; attempt += 1) {
      world.pass(30 * 3_600_000);
      await deliverWebhooks(world, id);
    }
    expect(world.hooks.sent).toHaveLength(10);
    expect(await stateOf(world, id)).toMatchObject({ state: 'disabled', disabledReason: 'notVerified' });
  });

  it('gets its challenge from the sweep when a crash kept it back', async () => {
    const world = createWorld();
    const { add } = world.webhookDeliveries;
    Object.assign(world.webhookDeliveries, { add: () => Promise.reject(new Error('crash')) });
    await expect(createWebhookEndpoint(world, asked)).rejects.toThrow('crash');
    Object.assign(world.webhookDeliveries, { add });
    const [stored] = await world.webhookEndpoints.list();
    const id = stored?.endpoint.id ?? '';
    world.pass(31_000);
    await sweepWebhooks(world, fail);
    world.pass(2_000);
    await deliverWebhooks(world, id);
    expect((await stateOf(world, id)).state).toBe('active');
  });

  it('has to show a new address to be ours, too', async () => {
    const { world, id } = await hookedWorld();
    world.hooks.receive(() => ({ status: 500 }));
    await send(world, id);
    await deliverWebhooks(world, id);
    const moved = await changeWebhookEndpoint(world, id, { url: 'https://new.example.com/' });
    expect(moved.state).toBe('pending');
    world.hooks.sent.length = 0;
    world.pass(10_000);
    await deliverWebhooks(world, id);
    expect(typesOf(world.hooks)).toEqual(['endpoint.verification']);
    world.hooks.receive(({ body }) => ({ status: 200, response: body }));
    for (let round = 0; round < 3; round += 1) {
      world.pass(20 * 60_000);
      await deliverWebhooks(world, id);
    }
    expect(typesOf(world.hooks).at(-1)).toBe('endpoint.test');
    expect(new Set(world.hooks.sent.map((message) => message.url))).toEqual(
      new Set(['https://new.example.com/']),
    );
  });

  it('is one of twenty at most', async () => {
    const world = createWorld();
    for (let count = 0; count < 20; count += 1) await createWebhookEndpoint(world, asked);
    await expect(createWebhookEndpoint(world, asked)).rejects.toMatchObject({
      code: 'TOO_MANY_WEBHOOK_ENDPOINTS',
    });
  });

  it('is made once with one key, and the repeat is given the same secret', async () => {
    const world = createWorld();
    const once = { id: 'k', fingerprint: 'f', answer: (one: { secret: string }) => one.secret };
    const first = await createWebhookEndpoint(world, asked, once);
    const again = await createWebhookEndpoint(world, asked, once);
    expect(
      first.kind === 'changed' && again.kind === 'replayed' && first.record.secret === again.answer,
    ).toBe(true);
    expect(await world.webhookEndpoints.list()).toHaveLength(1);
    await expect(createWebhookEndpoint(world, asked, { ...once, fingerprint: 'g' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const secret = first.kind === 'changed' ? first.record.secret : '';
    expect(JSON.stringify(world.hooks.tables.rows('webhooks'))).not.toContain(secret.slice(6));
  });

  it('goes with all that was kept for it', async () => {
    const { world, id } = await hookedWorld();
    await send(world, id);
    await deleteWebhookEndpoint(world, id);
    await expect(deleteWebhookEndpoint(world, id)).rejects.toMatchObject({
      code: 'WEBHOOK_ENDPOINT_NOT_FOUND',
    });
    await deliverWebhooks(world, id);
    expect(world.hooks.sent).toEqual([]);
    await sweepWebhooks(world, fail);
    expect(world.hooks.tables.rows('webhooks')).toEqual([]);
  });
});

describe('deliverWebhooks', () => {
  it('tries again on a ladder of three days, with the same id and bytes, and then gives up', async () => {
    const { world, id } = await hookedWorld();
    await changeWebhookEndpoint(world, id, { description: 'x' });
    world.hooks.receive(() => ({ status: 503, response: 'later' }));
    const deliveryId = await send(world, id);
    const waitsS: number[] = [];
    for (;;) {
      await deliverWebhooks(world, id);
      const found = await world.webhookDeliveries.find(id, deliveryId);
      const nextAt = found?.delivery.nextAt;
      if (!nextAt) break;
      const waitMs = nextAt.getTime() - world.clock.now().getTime();
      waitsS.push(waitMs / 1000);
      expect(world.hooks.woken.at(-1)?.delayMs).toBe(Math.max(waitMs, 5_000));
      world.pass(waitMs);
    }
    const ladder = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(waitsS).toHaveLength(ladder.length);
    for (const [step, waitS] of waitsS.entries()) {
      expect(waitS / (ladder[step] ?? 0)).toBeGreaterThanOrEqual(0.8);
      expect(waitS / (ladder[step] ?? 0)).toBeLessThanOrEqual(1.2);
    }
    expect(new Set(world.hooks.sent.map(({ webhookId, body }) => `${webhookId} ${body}`)).size).toBe(1);
    const [delivery] = await deliveries(world, id);
    expect(delivery).toMatchObject({ state: 'failed', tries: 10, nextAt: null });
    expect(delivery?.attempts.at(-1)).toMatchObject({ status: 503, response: 'later', latencyMs: 1 });
  });

  it('waits for as long as it is asked to', async () => {
    const { world, id } = await hookedWorld();
    world.hooks.receive(() => ({ status: 429, retryAfterMs: 900_000 }));
    const deliveryId = await send(world, id);
    await deliverWebhooks(world, id);
    const found = await world.webhookDeliveries.find(id, deliveryId);
    expect(found?.delivery.nextAt?.getTime()).toBe(world.clock.now().getTime() + 900_000);
  });

  it('disables an endpoint that is gone, and says so', async () => {
    const { world, id } = await hookedWorld();
    world.hooks.receive(() => ({ status: 410 }));
    await send(world, id);
    await deliverWebhooks(world, id);
    expect(await stateOf(world, id)).toMatchObject({ state: 'disabled', disabledReason: 'gone' });
    expect(world.measured).toEqual([['webhook.endpoint.disabled', 1, { endpointId: id, code: 'gone' }]]);
    await expect(testWebhookEndpoint(world, id)).rejects.toMatchObject({
      code: 'WEBHOOK_ENDPOINT_NOT_ACTIVE',
    });
    await changeWebhookEndpoint(world, id, { state: 'active' });
    world.hooks.receive(() => ({ status: 204 }));
    await send(world, id);
    expect(await deliverWebhooks(world, id)).toMatchObject({ taken: 1 });
  });

  it('disables an endpoint that took nothing for five days, and not one that took something in between', async () => {
    const { world, id } = await hookedWorld();
    const day = 24 * 3_600_000;
    const tryOnce = async (status: number) => {
      world.hooks.receive(() => ({ status }));
      await send(world, id);
      await deliverWebhooks(world, id);
    };
    await tryOnce(500);
    world.pass(4 * day);
    await tryOnce(200);
    expect((await stateOf(world, id)).failingSinceAt).toBeNull();
    world.pass(2 * day);
    await tryOnce(500);
    world.pass(5 * day - 1000);
    await tryOnce(500);
    expect((await stateOf(world, id)).state).toBe('active');
    world.pass(1000);
    await tryOnce(500);
    expect(await stateOf(world, id)).toMatchObject({ state: 'disabled', disabledReason: 'failing' });
  });

  it('sends once, however many messages come at the same time', async () => {
    const { world, id } = await hookedWorld();
    for (let count = 0; count < 50; count += 1) await send(world, id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => deliverWebhooks(world, id)));
    expect(outcomes.filter(({ joined }) => !joined)).toHaveLength(1);
    expect(world.hooks.sent).toHaveLength(50);
    // Another instance has flights of its own.
    const { createSingleFlight } = await import('../../../../shared/concurrency/singleFlight.ts');
    for (let count = 0; count < 20; count += 1) await send(world, id);
    const elsewhere = { ...world, singleFlight: createSingleFlight() };
    await Promise.all([deliverWebhooks(world, id), deliverWebhooks(elsewhere, id)]);
    expect(world.hooks.sent).toHaveLength(70);
  });

  it('makes an attempt again that a crash cut off, a minute later', async () => {
    const { world, id } = await hookedWorld();
    world.hooks.receive(() => Promise.reject(new Error('crash')));
    await send(world, id);
    await expect(deliverWebhooks(world, id)).rejects.toThrow('crash');
    world.hooks.receive(() => ({ status: 200 }));
    await deliverWebhooks(world, id);
    expect(world.hooks.sent).toHaveLength(1);
    world.pass(91_000);
    expect(await sweepWebhooks(world, fail)).toMatchObject({ woken: 1 });
    await deliverWebhooks(world, id);
    expect(new Set(world.hooks.sent.map(({ webhookId }) => webhookId)).size).toBe(1);
    expect((await deliveries(world, id)).map(({ state }) => state)).not.toContain('waiting');
  });

  it('asks a failing endpoint for four messages, not for all that wait', async () => {
    const { world, id } = await hookedWorld();
    for (let count = 0; count < 100; count += 1) await send(world, id);
    world.hooks.receive(() => ({ status: null, failure: 'TIMED_OUT' }));
    await deliverWebhooks(world, id);
    expect(world.hooks.sent.length).toBeLessThanOrEqual(8);
    expect(world.hooks.woken.at(-1)).toEqual({ endpointId: id, delayMs: 5_000 });
    world.hooks.receive(() => ({ status: 200 }));
    world.pass(10_000);
    await deliverWebhooks(world, id);
    expect((await deliveries(world, id)).filter(({ state }) => state === 'waiting')).toEqual([]);
  });
});

describe('redelivery', () => {
  it('sends one again with its id, and a range of failed ones', async () => {
    const { world, id } = await hookedWorld();
    const from = world.clock.now();
    const first = await send(world, id);
    await deliverWebhooks(world, id);
    await redeliverWebhook(world, { endpointId: id, deliveryId: first });
    await deliverWebhooks(world, id);
    expect(world.hooks.sent.map(({ webhookId }) => webhookId)).toEqual([
      ...[world.hooks.sent[0]?.webhookId, world.hooks.sent[0]?.webhookId],
    ]);
    world.hooks.receive(() => ({ status: 410 }));
    await send(world, id);
    await deliverWebhooks(world, id);
    await changeWebhookEndpoint(world, id, { state: 'active' });
    world.pass(1000);
    const range = { filter: { state: 'failed' as const, from, to: world.clock.now() }, position: null };
    expect(await redeliverWebhooks(world, id, range)).toMatchObject({
      record: { redelivered: 1, position: null },
    });
    const all = { filter: { from, to: world.clock.now() }, position: null };
    // What waits goes out anyway.
    expect(await redeliverWebhooks(world, id, all)).toMatchObject({ record: { redelivered: 1 } });
    const none = { filter: { from: world.clock.now(), to: new Date('2030-01-01') }, position: null };
    expect(await redeliverWebhooks(world, id, none)).toMatchObject({ record: { redelivered: 0 } });
    await expect(redeliverWebhook(world, { endpointId: id, deliveryId: 'none' })).rejects.toMatchObject({
      code: 'WEBHOOK_DELIVERY_NOT_FOUND',
    });
  });

  it('forgets what is older than thirty days, newest last', async () => {
    const { world, id } = await hookedWorld();
    await send(world, id);
    await deliverWebhooks(world, id);
    world.pass(29 * 24 * 3_600_000);
    const recent = await send(world, id);
    await deliverWebhooks(world, id);
    world.pass(2 * 24 * 3_600_000);
    await sweepWebhooks(world, fail);
    expect((await deliveries(world, id)).map((one) => one.id)).toEqual([recent]);
  });
});

describe('signatures', () => {
  const signed = async (world: World, id: string) => {
    const { endpoint } = (await world.webhookEndpoints.find(id)) ?? expect.fail('gone');
    const { validSecrets } = await import('../../../../shared/domain/webhooks/webhookEndpoint.ts');
    let headers: Record<string, string> = {};
    const sender = createWebhookSender({
      guard: { allowLoopback: true, timeoutMs: 1000 },
      secretBox: world.secretBox,
      clock: { now: () => new Date() },
    });
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      headers = request.headers as Record<string, string>;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const body = '{"type":"endpoint.test","word":"ü"}';
    const message = { endpointId: id, url: `http://127.0.0.1:${String(port)}/`, webhookId: 'msg_1', body };
    const secrets = validSecrets(endpoint, world.clock.now());
    const contentType = 'application/cloudevents+json';
    const attempt = await sender.send({ ...message, contentType, secrets });
    server.close();
    return { headers, body, attempt };
  };
  const verifies = (secret: string, { headers, body }: Awaited<ReturnType<typeof signed>>): boolean => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false;
    }
  };

  it('are verified by the library of Standard Webhooks, by both secrets during a rotation, and then by the new one', async () => {
    const { world, id, secret } = await hookedWorld();
    const first = await signed(world, id);
    expect(verifies(secret, first)).toBe(true);
    expect(verifies(secret, { ...first, body: `${first.body} ` })).toBe(false);
    const rotated = await rotateWebhookSecret(world, id);
    const next = rotated.kind === 'changed' ? rotated.record.secret : '';
    const during = await signed(world, id);
    expect(during.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect([verifies(secret, during), verifies(next, during)]).toEqual([true, true]);
    world.pass(24 * 3_600_000);
    const after = await signed(world, id);
    expect([verifies(secret, after), verifies(next, after)]).toEqual([false, true]);
  });

  it('stand on a body that a CloudEvents library reads as it arrives', async () => {
    const { world, id } = await hookedWorld();
    const { id: deliveryId } = { id: await send(world, id) };
    await deliverWebhooks(world, id);
    const { body, contentType, webhookId } = world.hooks.sent[0] ?? expect.fail('nothing was sent');
    const event = HTTP.toEvent<{ endpointId: string }>({ headers: { 'content-type': contentType }, body });
    expect(deliveryId).toContain(webhookId);
    expect(Array.isArray(event) ? event[0] : event).toMatchObject({
      ...{ specversion: '1.0', type: 'endpoint.test', id: webhookId, source: 'https://partner.example' },
      ...{ time: world.clock.now().toISOString(), data: { endpointId: id } },
    });
  });

  it('are verified by every secret whose day is not over, also after two rotations within it', async () => {
    const { world, id, secret: first } = await hookedWorld();
    const rotate = async (): Promise<string> => {
      const rotated = await rotateWebhookSecret(world, id);
      return rotated.kind === 'changed' ? rotated.record.secret : '';
    };
    const second = await rotate();
    world.pass(12 * 3_600_000);
    const third = await rotate();
    const within = await signed(world, id);
    expect([first, second, third].map((one) => verifies(one, within))).toEqual([true, true, true]);
    world.pass(12 * 3_600_000);
    const after = await signed(world, id);
    expect([first, second, third].map((one) => verifies(one, after))).toEqual([false, true, true]);
    for (let count = 0; count < 10; count += 1) await rotate();
    expect((await stateOf(world, id)).secrets).toHaveLength(5);
  });

  it('are made with the secrets that open, and nothing is sent where none does', async () => {
    const { world, id } = await hookedWorld();
    const rotated = await rotateWebhookSecret(world, id);
    const next = rotated.kind === 'changed' ? rotated.record.secret : '';
    const [{ endpoint } = expect.fail('gone')] = await world.webhookEndpoints.list();
    const { open } = world.secretBox;
    const [, old] = endpoint.secrets;
    const opening = (canOpen: (sealed: string) => boolean) => (sealed: string, place: string) => {
      if (!canOpen(sealed)) throw new Error('another SIGNING_KEY');
      return open(sealed, place);
    };
    Object.assign(world.secretBox, { open: opening((sealed) => sealed !== old?.sealed) });
    const sent = await signed(world, id);
    expect([verifies(next, sent), sent.headers['webhook-signature']?.split(' ').length]).toEqual([true, 1]);

    Object.assign(world.secretBox, { open: opening(() => false) });
    const nothing = await signed(world, id);
    expect([nothing.headers, nothing.attempt.failure]).toEqual([{}, 'SECRET_UNREADABLE']);
  });

  it('outlive the key that encrypted them: the sweep encrypts them under the current one', async () => {
    const { world, id, secret } = await hookedWorld();
    const [old, current] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    const keys = [
      { secret: current, retiresAt: null },
      { secret: old, retiresAt: new Date(world.clock.now().getTime() + 60_000) },
    ];
    Object.assign(world.secretBox, createSecretBox({ keys, now: () => world.clock.now() }));
    await sweepWebhooks(world, fail);
    const renewed = await stateOf(world, id);
    await sweepWebhooks(world, fail);
    expect(await stateOf(world, id)).toEqual(renewed);
    world.pass(60_000);
    expect(verifies(secret, await signed(world, id))).toBe(true);
  });

  it('belong to one endpoint: a secret that was moved to another does not open', async () => {
    const { world, id } = await hookedWorld();
    const other = await activeEndpoint(world);
    const { secrets } = await stateOf(world, id);
    expect(() => world.secretBox.open(secrets[0]?.sealed ?? '', `endpoint ${other.id}`)).toThrow();
  });
});
