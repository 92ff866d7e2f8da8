import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import type { ChatComposer } from '../workflows/ports/webhookPorts.ts';
import { policyOf } from './policy.ts';
import { signingKeysOf } from './signingKeys.ts';
import { createSingleFlight } from '../concurrency/singleFlight.ts';

/** Receivers are expected to answer first and to work later. */
const webhookTimeoutMs = 15_000;

/** Words for channels, in the partner's language; they are read when the first such message is written. */
function chatComposer(config: Config): ChatComposer {
  const { notices, defaultLanguage: language } = policyOf(config);
  return async (kind, news) => {
    const { composeChat } = await import('../views/chat/composeChat.ts');
    return composeChat(kind, news, { language, ...notices });
  };
}

/** Our messages to other systems. */
export async function createWebhooks(config: Config, clock: Clock) {
  const [{ createSecretBox }, { createWebhookSender }] = await Promise.all([
    import('../adapters/signing/secretBox.ts'),
    import('../adapters/webhooks/webhookSender.ts'),
  ]);
  const secretBox = createSecretBox(signingKeysOf(config, clock));
  const allowLoopback = config.WEBHOOK_LOOPBACK;
  const guard = { allowLoopback, timeoutMs: webhookTimeoutMs };
  return {
    secretBox,
    webhookSender: createWebhookSender({ guard, secretBox, clock }),
    singleFlight: createSingleFlight(),
    newId: randomUUID,
    chatMessage: chatComposer(config),
    webhooks: { source: config.PUBLIC_URL, allowLoopback },
  };
}
