import type { QueueClient } from '@azure/storage-queue';
import type { WakeUps } from '../../workflows/ports.ts';

/** Nobody waits longer for a message that the sweep makes up for. */
const sendTimeoutMs = 1_000;
/** A message may hide for less than its life of seven days (documented). */
const longestDelayMs = 6 * 24 * 60 * 60_000;

/** Wake-up calls on a storage queue, in base64 as the Functions host reads them (documented). */
export function createWakeUps(queue: Pick<QueueClient, 'sendMessage'>): WakeUps {
  return {
    async send(tenantId, delayMs = 0) {
      const message = Buffer.from(JSON.stringify({ tenantId })).toString('base64');
      const visibilityTimeout = Math.ceil(Math.min(delayMs, longestDelayMs) / 1000);
      try {
        await queue.sendMessage(message, {
          visibilityTimeout,
          abortSignal: AbortSignal.timeout(sendTimeoutMs),
        });
      } catch {
        // The record is stored and has its due row: the sweep comes to it without the message.
      }
    },
  };
}
