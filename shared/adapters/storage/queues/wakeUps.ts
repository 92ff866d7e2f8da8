import type { QueueClient } from '@azure/storage-queue';
import * as z from 'zod';
import type { Trace, WakeUps } from '../../../workflows/ports/ports.ts';
import { withTimeout } from '../../../concurrency/withTimeout.ts';

/** Longest wait for a send, since the sweep makes up for a lost message; it may still arrive. */
const maxWaitMs = 250;
/** Then it is given up. */
const sendTimeoutMs = 1_000;
/** A message may hide for less than its life of seven days (documented). */
const maxDelayMs = 6 * 24 * 60 * 60_000;

/**
 * Wake-up calls on a storage queue, in base64 as the Functions host reads them (documented). `name` says in the message
 * what the id is of. With it go the trace that the call belongs to and how long it was held back; no handler depends
 * on either.
 */
export function createWakeUps(
  queue: Pick<QueueClient, 'sendMessage'>,
  trace: Trace,
  name: 'tenantId' | 'endpointId' | 'prospectId' | 'importId' | 'eventId' | 'reconciliationId' = 'tenantId',
): WakeUps {
  return {
    async send(id, delayMs = 0) {
      const visibilityTimeout = Math.ceil(Math.min(delayMs, maxDelayMs) / 1000);
      const heldBackSeconds = visibilityTimeout > 0 ? { heldBackSeconds: visibilityTimeout } : {};
      const message = { [name]: id, ...heldBackSeconds, traceparent: trace.parent() };
      await trySend(queue, message, visibilityTimeout);
    },
  };
}

async function trySend(
  queue: Pick<QueueClient, 'sendMessage'>,
  message: Readonly<Record<string, unknown>>,
  visibilityTimeout: number,
): Promise<void> {
  const sending = queue.sendMessage(Buffer.from(JSON.stringify(message)).toString('base64'), {
    visibilityTimeout,
    abortSignal: AbortSignal.timeout(sendTimeoutMs),
  });
  // The work is stored: the sweep finds it without the message.
  await withTimeout(sending, maxWaitMs).catch(() => undefined);
}

const heldBack = z.object({ heldBackSeconds: z.number().nonnegative() });

/** How long a message was hidden on purpose, which is no waiting; 0 for a message that does not say. */
export function heldBackMs(messageText: string): number {
  try {
    const { data } = heldBack.safeParse(JSON.parse(Buffer.from(messageText, 'base64').toString()));
    return (data?.heldBackSeconds ?? 0) * 1000;
  } catch {
    return 0;
  }
}
