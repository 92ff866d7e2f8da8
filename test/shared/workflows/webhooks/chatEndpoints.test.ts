import { describe, expect, it } from 'vitest';
import { createWebhookEndpoint } from '../../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { sweepWebhooks } from '../../../../shared/workflows/webhooks/sweepWebhooks.ts';
import { testWebhookEndpoint } from '../../../../shared/workflows/webhooks/testWebhookEndpoint.ts';
import { verifyWebhookEndpoint } from '../../../../shared/workflows/webhooks/verifyWebhookEndpoint.ts';
import { createWorld, type World } from '../../../fakes/world.ts';
import { url } from './webhookWorld.ts';

const fail = (failure: unknown): never => {
  throw failure;
};

async function added(world: World, kind: 'standard' | 'teams' | 'slack'): Promise<string> {
  const asked = { url, kind, description: null, events: null, resellerTenantId: null };
  const outcome = await createWebhookEndpoint(world, asked);
  if (outcome.kind === 'replayed') throw new Error('no key was given');
  world.pass(2_000);
  await deliverWebhooks(world, outcome.record.endpoint.id);
  return outcome.record.endpoint.id;
}

const endpointOf = async (world: World, id: string) =>
  (await world.webhookEndpoints.find(id))?.endpoint ?? expect.fail('no such endpoint');

describe('an endpoint that answers with a fixed body', () => {
  it.each(['teams', 'slack'] as const)(
    'of kind %s gets its code once and waits for an admin',
    async (kind) => {
      const world = createWorld();
      world.hooks.receive(() => ({ status: 202, response: '1' }));
      const id = await added(world, kind);
      const { challenge, state } = await endpointOf(world, id);
      expect([state, world.hooks.sent.length]).toEqual(['pending', 1]);
      expect(world.hooks.sent[0]).toMatchObject({ contentType: 'application/json' });
      expect(world.hooks.sent[0]?.body).toContain(challenge);
      world.pass(3_600_000);
      await sweepWebhooks(world, fail);
      await deliverWebhooks(world, id);
      expect(world.hooks.sent).toHaveLength(1);
      const verified = await verifyWebhookEndpoint(world, { id, challenge: ` ${challenge.toUpperCase()} ` });
      expect(verified).toMatchObject({ kind: 'changed', record: { state: 'active', failingSinceAt: null } });
      await testWebhookEndpoint(world, id);
      await deliverWebhooks(world, id);
      expect(world.hooks.sent).toHaveLength(2);
      expect(world.hooks.sent[1]?.body).not.toContain(challenge);
    },
  );

  it('is a program too: the challenge is not sent again once an admin has entered it', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200, response: '{"status":"success"}' }));
    const id = await added(world, 'standard');
    const { challenge } = await endpointOf(world, id);
    await verifyWebhookEndpoint(world, { id, challenge });
    world.pass(6 * 24 * 3_600_000);
    await deliverWebhooks(world, id);
    expect(world.hooks.sent).toHaveLength(1);
    expect(await endpointOf(world, id)).toMatchObject({ state: 'active', failingSinceAt: null });
  });

  it('is verified also after it was given up for never sending its challenge back', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200, response: 'ok' }));
    const id = await added(world, 'standard');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      world.pass(30 * 3_600_000);
      await deliverWebhooks(world, id);
    }
    const { challenge, state } = await endpointOf(world, id);
    expect(state).toBe('disabled');
    await verifyWebhookEndpoint(world, { id, challenge });
    expect(await endpointOf(world, id)).toMatchObject({ state: 'active', disabledReason: null });
  });

  it('refuses another challenge, and stays as it is', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200 }));
    const id = await added(world, 'teams');
    const wrong = verifyWebhookEndpoint(world, { id, challenge: '8c5e0c55-0000-4000-8000-000000000000' });
    await expect(wrong).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: [{ pointer: '/challenge' }] },
    });
    expect((await endpointOf(world, id)).state).toBe('pending');
  });

  it('answers a repeat of the same key as it did the first time', async () => {
    const world = createWorld();
    world.hooks.receive(() => ({ status: 200 }));
    const id = await added(world, 'slack');
    const { challenge } = await endpointOf(world, id);
    const once = { id: 'k', fingerprint: 'f', answer: (one: { state: string }) => one.state };
    await verifyWebhookEndpoint(world, { id, challenge }, once);
    expect(await verifyWebhookEndpoint(world, { id, challenge }, once)).toEqual({
      kind: 'replayed',
      answer: 'active',
    });
  });
});
