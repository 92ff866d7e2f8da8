import { describe, expect, it } from 'vitest';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { changeWebhookEndpoint } from '../../../../shared/workflows/webhooks/changeWebhookEndpoint.ts';
import { createWebhookEndpoint } from '../../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from '../../../../shared/workflows/webhooks/deleteWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { sweepWebhooks } from '../../../../shared/workflows/webhooks/sweepWebhooks.ts';
import { takeDeliveryReport } from '../../../../shared/workflows/deliveryReports/takeDeliveryReport.ts';
import { testWebhookEndpoint } from '../../../../shared/workflows/webhooks/testWebhookEndpoint.ts';
import { createSingleFlight } from '../../../../shared/concurrency/singleFlight.ts';
import { createWorld, type World } from '../../../fakes/world.ts';
import { hookedWorld } from './webhookWorld.ts';

const secretUrl = 'https://shop.example.com/hooks/t0ken?key=s3cret';
const agents = 'agents@partner.example';
const fail = (failure: unknown): never => {
  throw failure;
};

/** An endpoint with a secret in its address that answers 410 from now on, and a message for it. */
async function goneWorld() {
  const { world, id } = await hookedWorld();
  await changeWebhookEndpoint(world, id, { url: secretUrl });
  world.pass(2_000);
  await deliverWebhooks(world, id);
  world.hooks.receive(() => ({ status: 410 }));
  await testWebhookEndpoint(world, id);
  return { world, id };
}

const notices = ({ outbox }: World) => outbox.filter(({ recipient }) => recipient === agents);
const noticeOf = async (world: World, id: string) => (await world.webhookEndpoints.find(id))?.endpoint.notice;

describe('the notice of an endpoint that was given up', () => {
  it('goes to the agents at once and once, in the usual language, with the host and not the address', async () => {
    const { world, id } = await goneWorld();
    const orders: unknown[] = [];
    const compose = await world.mailComposer();
    Object.assign(world, {
      mailComposer: async () => (order: Parameters<typeof compose>[0]) => {
        orders.push(order);
        return compose(order);
      },
    });
    await deliverWebhooks(world, id);
    await deliverWebhooks(world, id);
    expect(notices(world)).toHaveLength(1);
    expect(await noticeOf(world, id)).toBeNull();
    expect(orders).toMatchObject([
      { kind: 'endpointNotice', language: 'en', host: 'shop.example.com', endpointId: id, reason: 'gone' },
    ]);
    expect(JSON.stringify(orders)).not.toMatch(/t0ken|s3cret/);
    expect(orders).toMatchObject([{ url: `https://partner.example/webhook-endpoints/${id}` }]);
  });

  it('is one where two instances see the end at the same time', async () => {
    const { world, id } = await goneWorld();
    await testWebhookEndpoint(world, id);
    const other = { ...world, singleFlight: createSingleFlight() };
    await Promise.all([deliverWebhooks(world, id), deliverWebhooks(other, id)]);
    await deliverWebhooks(world, id);
    expect(notices(world)).toHaveLength(1);
  });

  it('tells of five days of failure, and of an endpoint that never sent its challenge back', async () => {
    const { world, id } = await hookedWorld();
    world.hooks.receive(() => ({ status: 500 }));
    await testWebhookEndpoint(world, id);
    await deliverWebhooks(world, id);
    world.pass(5 * 24 * 3_600_000);
    await deliverWebhooks(world, id);
    expect(notices(world)).toHaveLength(1);

    const asked = { url: secretUrl, description: null, events: null, resellerTenantId: null };
    const made = await createWebhookEndpoint(world, asked);
    const mute = made.kind === 'changed' ? made.record.endpoint.id : expect.fail('no key was given');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      world.pass(30 * 3_600_000);
      await deliverWebhooks(world, mute);
    }
    expect(notices(world)).toHaveLength(2);
    // As the mail says: the same address, given again, gets another challenge.
    world.hooks.receive(({ body }) => ({ status: 200, response: body }));
    expect(await changeWebhookEndpoint(world, mute, { url: secretUrl })).toMatchObject({ state: 'pending' });
    world.pass(2_000);
    await deliverWebhooks(world, mute);
    expect((await world.webhookEndpoints.find(mute))?.endpoint.state).toBe('active');
  });

  it('tells of a second end, too', async () => {
    const { world, id } = await goneWorld();
    await deliverWebhooks(world, id);
    await changeWebhookEndpoint(world, id, { state: 'active' });
    await testWebhookEndpoint(world, id);
    await deliverWebhooks(world, id);
    expect(new Set(notices(world).map(({ operationId }) => operationId)).size).toBe(2);
  });

  it('is one mail when the reply of the mail service is lost, and is tried again by the message or the sweep', async () => {
    const { world, id } = await goneWorld();
    world.mailFails('lostReply');
    await deliverWebhooks(world, id);
    const notice = await noticeOf(world, id);
    expect(notice?.nextAt.getTime()).toBeGreaterThan(world.clock.now().getTime());
    expect(world.hooks.woken.at(-1)).toEqual({ endpointId: id, delayMs: 30_000 });
    await deliverWebhooks(world, id);
    expect(await noticeOf(world, id)).toEqual(notice);
    expect(await sweepWebhooks(world, fail)).toMatchObject({ woken: 0 });
    world.pass(60_001);
    expect(await sweepWebhooks(world, fail)).toMatchObject({ woken: 1 });
    await deliverWebhooks(world, id);
    expect(await noticeOf(world, id)).toBeNull();
    expect(notices(world)).toHaveLength(1);
  });

  it('waits while nobody may send, and makes everybody wait where we are refused', async () => {
    const { world, id } = await goneWorld();
    world.mailFails(new AgreementError('MAIL_SENDER_REFUSED', 'Domain not linked.'));
    await deliverWebhooks(world, id);
    expect((await world.mailDispatch.state()).pause).toMatchObject({ reason: 'senderRefused' });
    expect(notices(world)).toEqual([]);
    world.pass(61_000);
    await deliverWebhooks(world, id);
    world.pass(61_000);
    await deliverWebhooks(world, id);
    expect(notices(world)).toHaveLength(1);
  });

  it('is given up where the mail service refuses it for good', async () => {
    const { world, id } = await goneWorld();
    world.mailFails(new AgreementError('MAIL_REFUSED', 'No such address.'));
    await deliverWebhooks(world, id);
    expect([await noticeOf(world, id), notices(world)]).toEqual([null, []]);
  });

  it.each(['state', 'delete'] as const)('is dropped when somebody was faster (%s)', async (how) => {
    const { world, id } = await goneWorld();
    world.mailFails(new AgreementError('MAIL_UNAVAILABLE', 'Later.'));
    await deliverWebhooks(world, id);
    if (how === 'state') await changeWebhookEndpoint(world, id, { state: 'active' });
    else await deleteWebhookEndpoint(world, id);
    world.pass(60_000);
    await deliverWebhooks(world, id);
    expect(notices(world)).toEqual([]);
    await sweepWebhooks(world, fail);
    if (how === 'delete') expect(world.hooks.tables.rows('webhooks')).toEqual([]);
  });

  it('is not written where nobody is to be told', async () => {
    const { world, id } = await goneWorld();
    const policy = { ...world.policy, notices: { ...world.policy.notices, agentEmail: null } };
    await deliverWebhooks({ ...world, policy }, id);
    const stored = await world.webhookEndpoints.find(id);
    expect(stored?.endpoint).toMatchObject({ state: 'disabled', notice: null });
    expect(notices(world)).toEqual([]);
  });

  it('is believed to be sent when its delivery report is faster than our note', async () => {
    const { world, id } = await goneWorld();
    world.mailFails('lostReply');
    await deliverWebhooks(world, id);
    const operationId = (await noticeOf(world, id))?.operationId ?? '';
    const report = { operationId, delivery: 'delivered', attemptedAt: null } as const;
    const ignored = await takeDeliveryReport(world, { ...report, recipient: 'other@example.com' });
    expect(ignored).toEqual({ kind: 'ignored', why: 'otherRecipient' });
    expect(await takeDeliveryReport(world, { ...report, recipient: agents })).toMatchObject({
      kind: 'taken',
    });
    expect(await noticeOf(world, id)).toBeNull();
  });

  it('is not lost in a crash after the end was stored', async () => {
    const { world, id } = await goneWorld();
    const { send } = world.mailService;
    Object.assign(world.mailService, { send: () => Promise.reject(new Error('crash')) });
    await expect(deliverWebhooks(world, id)).rejects.toThrow('crash');
    Object.assign(world.mailService, { send });
    world.pass(10 * 60_000);
    expect(await sweepWebhooks(world, fail)).toMatchObject({ woken: 1 });
    await deliverWebhooks(world, id);
    expect(notices(world)).toHaveLength(1);
  });

  it('goes for an endpoint that was stored before there were notices', async () => {
    const world = createWorld();
    const table = world.hooks.tables.clients.webhooks;
    const { notice: _notice, ...old } =
      (await hookedWorld().then(({ world: w, id }) => w.webhookEndpoints.find(id)))?.endpoint ??
      expect.fail('gone');
    const row = { partitionKey: 'endpoints', rowKey: `endpoint|${old.id}`, json: JSON.stringify(old) };
    await table.submitTransaction([['create', row]]);
    world.hooks.receive(() => ({ status: 410 }));
    await testWebhookEndpoint(world, old.id);
    await deliverWebhooks(world, old.id);
    expect(notices(world)).toHaveLength(1);
  });
});
