import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { createTurns } from '../concurrency/turns.ts';

/** Receivers are expected to answer first and to work later. */
const webhookTimeoutMs = 15_000;

/** Our messages to other systems. */
export async function createWebhooks(config: Config, clock: Clock) {
  const [{ createSecretBox }, { createWebhookSender }] = await Promise.all([
    import('../adapters/signing/secretBox.ts'),
    import('../adapters/webhooks/webhookSender.ts'),
  ]);
  const secretBox = createSecretBox(Buffer.from(config.SIGNING_KEY, 'base64'));
  const allowLoopback = config.WEBHOOK_LOOPBACK;
  const guard = { allowLoopback, timeoutMs: webhookTimeoutMs };
  return {
    secretBox,
    webhookSender: createWebhookSender({ guard, secretBox, clock }),
    turns: createTurns(),
    newId: randomUUID,
    webhooks: { source: config.PUBLIC_URL, allowLoopback },
  };
}
