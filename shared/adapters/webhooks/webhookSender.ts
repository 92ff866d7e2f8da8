import { createHmac } from 'node:crypto';
import type { SendFailure } from '../../domain/webhooks/webhookDelivery.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { SecretBox, WebhookSender } from '../../workflows/ports/webhookPorts.ts';
import { parseRetryAfter } from '../retryAfter.ts';
import { guardedPost, type Guard } from './guardedPost.ts';

/** As long as the longest wait without being asked: an endpoint may name a time, but not stop us for good. */
const maxRetryAfterMs = 24 * 60 * 60_000;

export type SenderOptions = {
  readonly guard: Guard;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly clock: Clock;
};

/** Signs and sends messages as Standard Webhooks 1.0 has it: one signature per secret, over id, time and body. */
export function createWebhookSender({ guard, secretBox, clock }: SenderOptions): WebhookSender {
  return {
    async send({ endpointId, url, webhookId, body, contentType, secrets }) {
      const at = clock.now();
      const began = performance.now();
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const keys = secrets.flatMap(({ sealed }) => readable(secretBox, sealed, endpointId));
      const failed = (failure: SendFailure, latencyMs: number) => {
        return { at, latencyMs, failure, status: null, response: null, retryAfterMs: null };
      };
      if (keys.length === 0) return failed('SECRET_UNREADABLE', 0);
      const headers = {
        'content-type': contentType,
        'user-agent': 'Countersign/1.0',
        'webhook-id': webhookId,
        'webhook-timestamp': timestamp,
        'webhook-signature': keys.map((key) => signature(key, [webhookId, timestamp, body])).join(' '),
      };
      const answer = await guardedPost(url, { headers, body }, guard);
      const latencyMs = Math.round(performance.now() - began);
      if (answer.kind === 'failed') return failed(answer.failure, latencyMs);
      const { status, retryAfter, text } = answer;
      const retryAfterMs = parseRetryAfter(retryAfter, clock.now(), maxRetryAfterMs) ?? null;
      return { at, latencyMs, status, failure: null, response: text, retryAfterMs };
    },
  };
}

/** One that was stored under another SIGNING_KEY is left out: it must not keep a newer one from being used. */
function readable(secretBox: SenderOptions['secretBox'], sealed: string, endpointId: string): string[] {
  try {
    return [secretBox.open(sealed, `endpoint ${endpointId}`)];
  } catch {
    return [];
  }
}

function signature(secret: string, parts: readonly string[]): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(parts.join('.')).digest('base64')}`;
}
