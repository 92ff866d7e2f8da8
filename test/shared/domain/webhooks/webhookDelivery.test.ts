import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  newDelivery,
  type Attempt,
} from '../../../../shared/domain/webhooks/webhookDelivery.ts';

const now = new Date('2026-03-02T09:00:00Z');
const fresh = newDelivery({ webhookId: 'id', type: 'endpoint.test', body: '{}', createdAt: now }, now);
const attempt = (latencyMs: number, changes: Partial<Attempt> = {}): Attempt => ({
  ...{ at: now, latencyMs, status: 500, failure: null, response: null, retryAfterMs: null },
  ...changes,
});

describe('a delivery after an attempt', () => {
  it('keeps the last ten attempts, and ends after the last rung', () => {
    let delivery = fresh;
    const waits: number[] = [];
    for (let count = 1; delivery.state === 'waiting'; count += 1) {
      delivery = afterAttempt(delivery, attempt(count), { isTaken: false, now });
      if (delivery.nextAt) waits.push(delivery.nextAt.getTime() - now.getTime());
    }
    expect([delivery.state, delivery.tries, delivery.nextAt]).toEqual(['failed', 10, null]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    const anew = afterAttempt(delivery, attempt(11), { isTaken: false, now });
    expect(anew.attempts.map(({ latencyMs }) => latencyMs)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('waits as long as the endpoint asks, and is given up by 410', () => {
    const asked = afterAttempt(fresh, attempt(1, { retryAfterMs: 90_000 }), { isTaken: false, now });
    expect(asked.nextAt?.getTime()).toBe(now.getTime() + 90_000);
    const gone = afterAttempt(fresh, attempt(1, { status: 410 }), { isTaken: false, now });
    expect([gone.state, gone.nextAt]).toEqual(['failed', null]);
  });
});
