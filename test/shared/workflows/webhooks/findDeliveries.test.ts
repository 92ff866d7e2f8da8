import { describe, expect, it } from 'vitest';
import { newDelivery, type DeliveryType } from '../../../../shared/domain/webhooks/webhookDelivery.ts';
import type { DeliveryFilter, EndpointDelivery } from '../../../../shared/workflows/ports/webhookPorts.ts';
import { findDeliveries } from '../../../../shared/workflows/webhooks/findDeliveries.ts';
import { createWorld, type World } from '../../../fakes/world.ts';
import { activeEndpoint } from './webhookWorld.ts';

const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const begin = Date.parse('2026-03-02T09:00:00Z');
type Asked = Parameters<typeof findDeliveries>[1];
const all: Asked = { endpointId: null, filter: {}, resellerTenantId: null, size: 1000, position: null };

/** Messages of the given seconds; those of the same second have one id at all endpoints, as news has. */
async function tell(world: World, endpointId: string, seconds: readonly number[], status?: number | null) {
  for (const second of seconds) {
    const createdAt = new Date(begin + second * 1000);
    const webhookId = `00000000-0000-4000-8000-${String(second).padStart(12, '0')}`;
    const type: DeliveryType = second % 2 === 0 ? 'agreement.accepted' : 'endpoint.test';
    const delivery = newDelivery({ webhookId, type, body: '{}', createdAt }, createdAt);
    const attempt = { at: createdAt, latencyMs: 1, failure: null, response: null, retryAfterMs: null };
    const attempts = status === undefined ? [] : [{ ...attempt, status }];
    await world.webhookDeliveries.add(endpointId, { ...delivery, attempts });
  }
}

async function emptyEndpoint(world: World, resellerTenantId?: string): Promise<string> {
  const { id } = await activeEndpoint(world, resellerTenantId === undefined ? {} : { resellerTenantId });
  await world.webhookDeliveries.clear(id);
  return id;
}

async function pages(world: World, asked: Partial<Asked>) {
  const seen: (readonly EndpointDelivery[])[] = [];
  let position: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof findDeliveries>> = await findDeliveries(world, {
      ...all,
      ...asked,
      position,
    });
    seen.push(page.items);
    ({ position } = page);
  } while (position !== null);
  return seen;
}

describe('deliveries over all endpoints', () => {
  it.each([1, 2, 3, 7, 100])('come newest first, and each once, %i per page', async (size) => {
    const world = createWorld();
    await tell(world, await emptyEndpoint(world), [0, 1, 2, 3]);
    await tell(world, await emptyEndpoint(world), [1, 2, 5]);
    await tell(world, await emptyEndpoint(world), [2]);
    const found = await pages(world, { size });
    expect(found.every((page) => page.length <= size)).toBe(true);
    const seen = found.flat().map(({ delivery }) => (delivery.createdAt.getTime() - begin) / 1000);
    expect(seen).toEqual([5, 3, 2, 2, 2, 1, 1, 0]);
    const places = found.flat().map(({ endpointId, delivery }) => `${endpointId} ${delivery.id}`);
    expect(new Set(places).size).toBe(8);
  });

  it('are whole where one endpoint has more than is read of it at once', async () => {
    const world = createWorld();
    const seconds = Array.from({ length: 700 }, (_, second) => second);
    await tell(world, await emptyEndpoint(world), seconds, 500);
    await tell(world, await emptyEndpoint(world), [0, 699], 500);
    await tell(world, await emptyEndpoint(world), [350], 200);
    const found = (await pages(world, { filter: { statusClass: '5xx' }, size: 50 })).flat();
    expect(found.length).toBe(702);
    const times = found.map(({ delivery }) => delivery.createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('are those of one state, type, answer or time', async () => {
    const world = createWorld();
    const one = await emptyEndpoint(world);
    const two = await emptyEndpoint(world);
    await tell(world, one, [0, 1], 204);
    await tell(world, two, [2, 3], null);
    await tell(world, two, [4]);
    const count = async (filter: DeliveryFilter) => (await pages(world, { filter })).flat().length;
    expect(await count({ statusClass: '2xx' })).toBe(2);
    expect(await count({ statusClass: 'none' })).toBe(2);
    expect(await count({ statusClass: '4xx' })).toBe(0);
    expect(await count({ type: 'endpoint.test' })).toBe(2);
    expect(await count({ state: 'waiting' })).toBe(5);
    expect(await count({ state: 'failed' })).toBe(0);
    expect(await count({ from: new Date(begin + 2000) })).toBe(3);
    expect((await pages(world, { endpointId: one })).flat().length).toBe(2);
  });

  it('of a reseller are those of its own endpoints; others are not found', async () => {
    const world = createWorld();
    const ours = await emptyEndpoint(world);
    const own = await emptyEndpoint(world, reseller);
    await tell(world, ours, [0]);
    await tell(world, own, [1]);
    const seen = (await pages(world, { resellerTenantId: reseller })).flat();
    expect(seen.map(({ endpointId }) => endpointId)).toEqual([own]);
    const asked = { ...all, resellerTenantId: reseller, endpointId: ours };
    await expect(findDeliveries(world, asked)).rejects.toMatchObject({ code: 'WEBHOOK_ENDPOINT_NOT_FOUND' });
    const another = '00000000-0000-4000-8000-000000000001';
    expect((await pages(world, { resellerTenantId: another })).flat()).toEqual([]);
  });
});
