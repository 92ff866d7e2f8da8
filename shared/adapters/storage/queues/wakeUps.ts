import type { QueueClient } from '@azure/storage-queue';
import * as z from 'zod';
import type { RunWakeUps } from '../../../workflows/ports/schedulePorts.ts';
import type { Trace, WakeUps } from '../../../workflows/ports/ports.ts';
import { withTimeout } from '../../../concurrency/withTimeout.ts';
import type { ImportWakeUps } from '../../../workflows/ports/importPorts.ts';
import type { EventWakeUps } from '../../../workflows/ports/notificationPorts.ts';
import type { WebhookWakeUps } from '../../../workflows/ports/webhookPorts.ts';
import type { ProspectWakeUps } from '../../../workflows/ports/prospectPorts.ts';

/** Longest wait for a send, since the sweep makes up for a lost message; it may still arrive. */
const maxWaitMs = 250;
/** Then it is given up. */
const sendTimeoutMs = 1_000;
/** A message may hide for less than its life of seven days (documented). */
const maxDelayMs = 6 * 24 * 60 * 60_000;

/**
 * Wake-up calls on a storage queue, in base64 as the Functions host reads them (documented). With the customer
 * go the trace they belong to and how long they were held back; who handles one does not depend on either.
 */
export function createWakeUps(queue: Pick<QueueClient, 'sendMessage'>, trace: Trace): WakeUps {
  return {
    send: (tenantId, delayMs = 0) => sendHeldBack(queue, { tenantId, traceparent: trace.parent() }, delayMs),
  };
}

/** Wake-up calls that name an endpoint of another system. */
export function createWebhookWakeUps(queue: Pick<QueueClient, 'sendMessage'>, trace: Trace): WebhookWakeUps {
  return {
    send: (endpointId, delayMs = 0) =>
      sendHeldBack(queue, { endpointId, traceparent: trace.parent() }, delayMs),
  };
}

/** Wake-up calls that name a relationship invitation. */
export function createProspectWakeUps(
  queue: Pick<QueueClient, 'sendMessage'>,
  trace: Trace,
): ProspectWakeUps {
  return {
    send: (prospectId, delayMs = 0) =>
      sendHeldBack(queue, { prospectId, traceparent: trace.parent() }, delayMs),
  };
}

/** Wake-up calls that name an import. */
export function createImportWakeUps(queue: Pick<QueueClient, 'sendMessage'>, trace: Trace): ImportWakeUps {
  return {
    send: (importId, delayMs = 0) => sendHeldBack(queue, { importId, traceparent: trace.parent() }, delayMs),
  };
}

/** Wake-up calls that name an event. */
export function createEventWakeUps(queue: Pick<QueueClient, 'sendMessage'>, trace: Trace): EventWakeUps {
  return { send: (eventId) => trySend(queue, { eventId, traceparent: trace.parent() }, 0) };
}

/** Wake-up calls for a reconciliation that was asked for. */
export function createRunWakeUps(queue: Pick<QueueClient, 'sendMessage'>, trace: Trace): RunWakeUps {
  return {
    send: (reconciliationId) => trySend(queue, { reconciliationId, traceparent: trace.parent() }, 0),
  };
}

async function sendHeldBack(
  queue: Pick<QueueClient, 'sendMessage'>,
  { traceparent, ...whom }: Readonly<Record<string, unknown>>,
  delayMs: number,
): Promise<void> {
  const visibilityTimeout = Math.ceil(Math.min(delayMs, maxDelayMs) / 1000);
  const heldBackSeconds = visibilityTimeout > 0 ? { heldBackSeconds: visibilityTimeout } : {};
  await trySend(queue, { ...whom, ...heldBackSeconds, traceparent }, visibilityTimeout);
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
