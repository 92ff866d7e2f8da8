import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createWebhookEndpoint } from '../../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { startRecord } from '../../../../shared/workflows/customers/startRecord.ts';
import { createWorld } from '../../../fakes/world.ts';

const events = 1_000;
const endpoints = 10;
const hung = 3;
/** As many messages of a queue as an instance has in hand with our host.json. */
const hands = 24;

describe('1,000 events for 10 endpoints of which 3 hang', () => {
  it('reach every healthy endpoint once, while the others are tried again and lose nothing', async () => {
    const world = createWorld();
    const ids: string[] = [];
    for (let count = 0; count < endpoints; count += 1) {
      const url = `https://${count < hung ? 'hung' : 'healthy'}${String(count)}.example.com/`;
      const made = await createWebhookEndpoint(world, {
        url,
        description: null,
        events: null,
        resellerTenantId: null,
      });
      if (made.kind === 'changed') ids.push(made.record.endpoint.id);
    }
    world.pass(2_000);
    for (const id of ids) await deliverWebhooks(world, id);
    const isHung = (id: string): boolean => ids.indexOf(id) < hung;
    world.hooks.sent.length = 0;
    world.hooks.woken.length = 0;
    let hanging = 0;
    let maxHanging = 0;
    world.hooks.receive(async ({ endpointId }) => {
      if (!isHung(endpointId)) return { status: 200 };
      hanging += 1;
      maxHanging = Math.max(maxHanging, hanging);
      await sleep(200);
      hanging -= 1;
      return { status: null, failure: 'TIMED_OUT' as const };
    });

    for (let count = 0; count < events; count += 1) {
      const customerTenantId = `${count.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
      await startRecord(world, {
        customerTenantId,
        companyName: 'C',
        domain: 'c.example',
        hasRelationship: true,
      });
    }
    const finished = new Map<string, number>();
    const messages = world.hooks.woken.splice(0);
    const left = messages.values();
    const hand = async (): Promise<void> => {
      for (const { endpointId } of left) {
        await deliverWebhooks(world, endpointId);
        finished.set(endpointId, performance.now());
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: hands }, hand));

    const sentTo = (id: string) => world.hooks.sent.filter(({ endpointId }) => endpointId === id);
    for (const id of ids) {
      const { items } = await world.webhookDeliveries.page(id, {}, { size: 1000, position: null });
      const news = items.filter(({ type }) => type === 'customer.created');
      expect(news).toHaveLength(events);
      const webhookIds = sentTo(id).map(({ webhookId }) => webhookId);
      if (isHung(id)) {
        expect(news.filter(({ state }) => state === 'waiting')).toHaveLength(events);
        expect(webhookIds.length).toBeGreaterThan(0);
        expect(world.hooks.woken.some(({ endpointId, delayMs }) => endpointId === id && delayMs > 0)).toBe(
          true,
        );
      } else {
        expect([webhookIds.length, new Set(webhookIds).size]).toEqual([events, events]);
        expect(news.filter(({ state }) => state === 'delivered')).toHaveLength(events);
      }
    }
    // Four calls at a time for each that hangs, however many messages it has.
    expect(maxHanging).toBeLessThanOrEqual(hung * 4);
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(finished.size).toBe(endpoints);
  });
});
