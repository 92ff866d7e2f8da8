import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookRefused, type CountersignEventType } from '../../../shared/client/webhooks.ts';
import { webhookEventTypes } from '../../../shared/domain/webhooks/webhookEvent.ts';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;
const now = new Date('2026-03-02T09:00:00Z');
const body = JSON.stringify({ type: 'agreement.accepted', data: { companyless: 'ü' } });

/** As the library of Standard Webhooks signs. */
function signed(by: string, text = body, at = now) {
  return {
    'Webhook-Id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('msg_1', at, text),
  };
}

/** Fails to compile when the client's list lacks one of the service's. */
const known: Record<CountersignEventType, true> = Object.fromEntries(
  webhookEventTypes.map((type) => [type, true]),
) as Record<(typeof webhookEventTypes)[number], true>;

describe('a message of the service', () => {
  it('is verified and read, from headers of Node, of fetch and of any case', async () => {
    const plain = signed(secret);
    for (const headers of [
      plain,
      new Headers(plain),
      Object.fromEntries(Object.entries(plain).map(([k, v]) => [k.toLowerCase(), [v]])),
    ]) {
      expect(await verifyWebhook(secret, { headers, body }, now)).toMatchObject({
        type: 'agreement.accepted',
      });
    }
    expect(await verifyWebhook(secret, { headers: plain, body: Buffer.from(body) }, now)).toBeDefined();
  });

  it('is verified by either secret during a rotation', async () => {
    const headers = signed(secret);
    const both = {
      ...headers,
      'webhook-signature': `v1,AAAA ${signed(other)['webhook-signature']} ${headers['webhook-signature']}`,
    };
    expect(await verifyWebhook([other, secret], { headers, body }, now)).toBeDefined();
    expect(await verifyWebhook(secret, { headers: both, body }, now)).toBeDefined();
  });

  it.each<[string, () => Parameters<typeof verifyWebhook>[1]]>([
    ['changed on its way', () => ({ headers: signed(secret), body: `${body} ` })],
    ['signed by another secret', () => ({ headers: signed(other), body })],
    [
      'more than five minutes old',
      () => ({ headers: signed(secret, body, new Date(now.getTime() - 301_000)), body }),
    ],
    ['from the future', () => ({ headers: signed(secret, body, new Date(now.getTime() + 301_000)), body })],
    ['without a signature', () => ({ headers: { 'webhook-id': 'msg_1' }, body })],
    [
      'with a signature of another kind',
      () => ({ headers: { ...signed(secret), 'webhook-signature': 'v1a,AAAA' }, body }),
    ],
    [
      'with a time that is none',
      () => ({ headers: { ...signed(secret), 'webhook-timestamp': 'now' }, body }),
    ],
  ])('is refused: %s', async (_what, request) => {
    await expect(verifyWebhook(secret, request(), now)).rejects.toBeInstanceOf(WebhookRefused);
  });

  it('may be of every type that the service knows', () => {
    expect(Object.keys(known).length).toBe(webhookEventTypes.length);
  });
});
