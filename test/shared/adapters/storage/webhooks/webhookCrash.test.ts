import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSecretBox } from '../../../../../shared/adapters/signing/secretBox.ts';
import { stableId } from '../../../../../shared/adapters/signing/stableId.ts';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import type { WebhookEndpoint } from '../../../../../shared/domain/webhooks/webhookEndpoint.ts';
import { agreementsWithOutbox, sweepOutbox } from '../../../../../shared/workflows/webhooks/outbox.ts';
import {
  change,
  discover,
  found,
  newTenantId,
  start,
  startTestStorage,
  type BreakableStorage,
} from '../testStorage.ts';
import { startMemoryStorage } from '../../../../fakes/tables/memoryStorage.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

const accepted: EventData = {
  type: 'standingChecked',
  standing: { kind: 'accepted', acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null } },
};
const endpointId = '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21';
const endpoint: WebhookEndpoint = {
  ...{ id: endpointId, url: 'https://hooks.example.com/', description: null, events: null },
  ...{
    resellerTenantId: null,
    state: 'active',
    disabledReason: null,
    disabledAt: null,
    failingSinceAt: null,
    notice: null,
  },
  ...{ challenge: 'c', secrets: [], createdAt: start, updatedAt: start },
};

let storage: BreakableStorage;
/** Runs tests on a storage that is empty before each of them. */
function within(begin: () => Promise<BreakableStorage>, tests: () => void): () => void {
  return () => {
    beforeAll(async () => {
      storage = await begin();
    });
    beforeEach(() => storage.clear());
    afterAll(() => storage.stop());
    tests();
  };
}

const needsOf = (ports: StoragePorts) => ({
  ...ports,
  ...{ clock: storage.clock, stableId, secretBox: createSecretBox(Buffer.alloc(32)) },
  webhooks: { source: 'https://partner.example', allowLoopback: false },
  webhookWakeUps: { send: async () => undefined },
  chatMessage: () => Promise.reject(new Error('no channel is told')),
});

async function told(ports: StoragePorts): Promise<string[]> {
  const page = await ports.webhookDeliveries.page(endpointId, {}, { size: 100, position: null });
  return page.items.map(({ type }) => type);
}

async function sweep(ports: StoragePorts): Promise<void> {
  const policy = { wakeUpGraceMs: 0 } as Parameters<typeof sweepOutbox>[0]['policy'];
  storage.clock.set(new Date(start.getTime() + 2 * 3_600_000));
  await sweepOutbox({ ...needsOf(ports), policy }, (failure) => {
    throw failure;
  });
  storage.clock.set(start);
}

async function crashAfterEachRequest(lastReply: 'delivered' | 'lost'): Promise<void> {
  const healthy = await storage.writer();
  const outcomes = new Set<string>();
  let forwarded = 0;
  for (let done = false; !done; forwarded += 1) {
    await storage.clear();
    const crashing = await storage.writer();
    await healthy.webhookEndpoints.add(endpoint, null);
    const before = await discover(healthy, newTenantId());
    const { agreements } = { agreements: agreementsWithOutbox(crashing.agreements, needsOf(crashing)) };
    crashing.proxy.rule(({ number }) => {
      if (number > forwarded) return 'loseRequest';
      return number === forwarded && lastReply === 'lost' ? 'loseReply' : 'pass';
    });
    await agreements.commit(change(before, [accepted])).catch(() => undefined);
    await storage.settled();
    done = crashing.proxy.count() <= forwarded;

    await sweep(healthy);
    const { record } = await found(healthy.agreements, before.record.customerTenantId);
    const isStored = record.status === 'accepted';
    outcomes.add(String(isStored));
    expect([forwarded, await told(healthy)]).toEqual([forwarded, isStored ? ['agreement.accepted'] : []]);
    expect(await healthy.webhookNews.open(new Date('2100-01-01'), 10)).toEqual([]);
  }
  expect(outcomes).toEqual(new Set(['true', 'false']));
  expect(forwarded).toBeGreaterThan(6);
}

const tells = (lastReply: string) =>
  `a crash after any request of a change is told exactly when the change was stored (last reply ${lastReply})`;

describe(
  'on tables in memory',
  within(startMemoryStorage, () => {
    for (const lastReply of ['delivered', 'lost'] as const) {
      test(tells(lastReply), () => crashAfterEachRequest(lastReply));
    }
  }),
);

describe(
  'on Azurite',
  within(startTestStorage, () => {
    test(tells('lost'), () => crashAfterEachRequest('lost'));
    onRealTables();
  }),
);

function onRealTables(): void {
  test('a delivery has a due row exactly as long as it waits, whatever request is lost', async () => {
    const healthy = await storage.writer();
    const shaken = await storage.writer();
    const { newDelivery, afterAttempt } =
      await import('../../../../../shared/domain/webhooks/webhookDelivery.ts');
    const delivery = newDelivery(
      {
        webhookId: 'e0b9f53c-8da7-4644-b0a1-d27be3d2b39b',
        type: 'agreement.accepted',
        body: '{}',
        createdAt: start,
      },
      start,
    );
    for (const fate of ['loseRequest', 'loseReply', 'refuse'] as const) {
      await storage.clear();
      shaken.proxy.rule(({ number }) => (number === 1 ? fate : 'pass'));
      await shaken.webhookDeliveries.add(endpointId, delivery);
      expect(await healthy.webhookDeliveries.due(endpointId, start, 10)).toEqual([delivery.id]);
      const before = await healthy.webhookDeliveries.find(endpointId, delivery.id);
      if (!before) return expect.fail('it was not stored');
      const attempt = {
        at: start,
        latencyMs: 5,
        status: 200,
        failure: null,
        response: null,
        retryAfterMs: null,
      };
      const after = afterAttempt(before.delivery, attempt, { isTaken: true, now: start });
      shaken.proxy.rule(({ number }) => (number === 1 ? fate : 'pass'));
      await shaken.webhookDeliveries.save(endpointId, { before, after });
      expect(await healthy.webhookDeliveries.nextDueAt(endpointId)).toBeUndefined();
      expect((await healthy.webhookDeliveries.find(endpointId, delivery.id))?.delivery).toEqual(after);
      // What was read before it changed changes nothing.
      expect(await healthy.webhookDeliveries.save(endpointId, { before, after: delivery })).toBeUndefined();
    }
  });

  test('endpoints, receipts and pages are kept by the real tables', async () => {
    const { webhookEndpoints, webhookDeliveries } = await storage.writer();
    const receipt = { id: 'a'.repeat(64), fingerprint: 'f', answer: 'x' };
    expect(await webhookEndpoints.add(endpoint, receipt)).toBe('stored');
    expect(await webhookEndpoints.add({ ...endpoint, id: 'other' }, receipt)).toBe('conflict');
    expect(await webhookEndpoints.receipt(receipt.id)).toEqual(receipt);
    const stored = await webhookEndpoints.find(endpointId);
    expect(stored?.endpoint).toEqual(endpoint);
    if (!stored) return;
    expect(await webhookEndpoints.save(stored, { ...endpoint, state: 'paused' })).toBe('stored');
    expect(await webhookEndpoints.save(stored, endpoint)).toBe('conflict');
    const mail = {
      operationId: 'op',
      recipient: 'a@b.example',
      recipientName: null,
      subject: 's',
      text: 't',
    };
    const ended = await webhookEndpoints.find(endpointId);
    const along = { mail: { ...mail, html: 'x'.repeat(100_000) } };
    expect(ended && (await webhookEndpoints.save(ended, endpoint, along))).toBe('stored');
    expect(await webhookEndpoints.mail(endpointId, 'op')).toEqual(along.mail);
    expect(await webhookEndpoints.mail(endpointId, 'another')).toBeUndefined();
    expect(
      ended &&
        (await webhookEndpoints.save(ended, endpoint, { mail: { ...along.mail, operationId: 'op2' } })),
    ).toBe('conflict');
    expect(await webhookEndpoints.mail(endpointId, 'op')).toEqual(along.mail);
    const { newDelivery } = await import('../../../../../shared/domain/webhooks/webhookDelivery.ts');
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const createdAt = new Date(start.getTime() + count * 1000);
      const delivery = newDelivery(
        { webhookId: stableId('n', count), type: 'endpoint.test', body: '{}', createdAt },
        start,
      );
      ids.unshift(delivery.id);
      await webhookDeliveries.add(endpointId, delivery);
    }
    const seen: string[] = [];
    let position: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof webhookDeliveries.page>> = await webhookDeliveries.page(
        endpointId,
        { state: 'waiting' },
        { size: 2, position },
      );
      seen.push(...page.items.map(({ id }) => id));
      ({ position } = page);
    } while (position !== null);
    expect(seen).toEqual(ids);
    const range = { from: new Date(start.getTime() + 1000), to: new Date(start.getTime() + 3000) };
    const some = await webhookDeliveries.page(endpointId, range, { size: 10, position: null });
    expect(some.items.map(({ id }) => id)).toEqual([ids[2], ids[3]]);
    await webhookEndpoints.remove(endpointId);
    await webhookEndpoints.remove(endpointId);
    expect(await webhookEndpoints.removed()).toEqual([endpointId]);
    await webhookEndpoints.forgetRemoved(endpointId);
    expect([await webhookEndpoints.removed(), await webhookEndpoints.mail(endpointId, 'op')]).toEqual([
      [],
      undefined,
    ]);
    expect(await webhookDeliveries.clear(endpointId)).toBe(false);
    expect(await webhookDeliveries.nextDueAt(endpointId)).toBeUndefined();
  });
}
