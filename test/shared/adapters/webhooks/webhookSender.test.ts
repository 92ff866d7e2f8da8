import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../../../shared/adapters/webhooks/webhookSender.ts';
import { afterAttempt, newDelivery } from '../../../../shared/domain/webhooks/webhookDelivery.ts';

const now = new Date('2026-03-01T12:00:00Z');
const hourMs = 3_600_000;
const sender = createWebhookSender({
  guard: { allowLoopback: true, timeoutMs: 5_000 },
  secretBox: { open: (sealed) => sealed },
  clock: { now: () => now },
});

let server: Server;
let url: string;
let retryAfter: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(503, { 'retry-after': retryAfter }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
});
afterAll(() => server.close().closeAllConnections());

describe('an endpoint that asks to be left alone', () => {
  it.each<[string, number | null]>([
    ['90', 90_000],
    ['7200', 2 * hourMs],
    ['86400', 24 * hourMs],
    ['86401', 24 * hourMs],
    ['99999999999999999999', 24 * hourMs],
    ['Sun, 01 Mar 2026 23:00:00 GMT', 11 * hourMs],
    ['Fri, 01 Mar 2030 12:00:00 GMT', 24 * hourMs],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['tomorrow', null],
    ['-1', null],
  ])('until %j gets the next attempt then, within a day', async (header, waitMs) => {
    retryAfter = header;
    const secrets = [{ sealed: 'whsec_AAAA', createdAt: now, expiresAt: null }];
    const message = {
      endpointId: 'e',
      url,
      webhookId: 'w',
      body: '{}',
      contentType: 'application/json',
      secrets,
    };
    const attempt = await sender.send(message);
    expect([attempt.status, attempt.retryAfterMs]).toEqual([503, waitMs]);
    const delivery = newDelivery({ webhookId: 'w', type: 'endpoint.test', body: '{}', createdAt: now }, now);
    const { nextAt } = afterAttempt(delivery, attempt, { isTaken: false, now });
    // At least the five seconds of the ladder, which may be a fifth shorter.
    const waitedMs = (nextAt?.getTime() ?? 0) - now.getTime();
    expect(waitedMs).toBeGreaterThanOrEqual(Math.max(waitMs ?? 0, 4_000));
    expect(waitedMs).toBeLessThanOrEqual(Math.max(waitMs ?? 0, 6_000));
  });
});
