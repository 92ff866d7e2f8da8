import { createHmac } from 'node:crypto';
import type { Clock } from '../../workflows/ports.ts';
import type { SecretBox, WebhookSender } from '../../workflows/webhookPorts.ts';
import { parseRetryAfter } from '../retryAfter.ts';
import { guardedPost, type Guard } from './guardedPost.ts';

/** As long as the longest wait without being asked: an endpoint may name a time, but not stop us for good. */
const longestRetryAfterMs = 24 * 60 * 60_000;

export type SenderOptions = {
  readonly guard: Guard;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly clock: Clock;
};

/** Signs and sends messages as Standard Webhooks 1.0 has it: one signature per secret, over id, time and body. */
export function createWebhookSender({ guard, secretBox, clock }: SenderOptions): WebhookSender {
  return {
    async send({ endpointId, url, webhookId, body, secrets }) {
      const at = clock.now();
      const began = performance.now();
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const keys = secrets.map(({ sealed }) => secretBox.open(sealed, `endpoint ${endpointId}`));
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Countersign/1.0',
        'webhook-id': webhookId,
        'webhook-timestamp': timestamp,
        'webhook-signature': keys.map((key) => signature(key, [webhookId, timestamp, body])).join(' '),
      };
      const answer = await guardedPost(url, { headers, body }, guard);
      const about = { at, latencyMs: Math.round(performance.now() - began) };
      if (answer.kind === 'failed') {
        return { ...about, failure: answer.failure, status: null, response: null, retryAfterMs: null };
      }
      const { status, retryAfter, text } = answer;
      const retryAfterMs = parseRetryAfter(retryAfter, clock.now(), longestRetryAfterMs) ?? null;
      return { ...about, status, failure: null, response: text, retryAfterMs };
    },
  };
}

function signature(secret: string, parts: readonly string[]): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(parts.join('.')).digest('base64')}`;
}
