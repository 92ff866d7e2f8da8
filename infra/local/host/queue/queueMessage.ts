import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { AppFunction } from '../app/coreModule.ts';
import type { QueueRules } from '../hostJson.ts';
import type { Invoke } from '../invoke.ts';
import { describeError, type HostLog } from '../log.ts';
import { hasStatus, sendText } from './queueClients.ts';
import { decodeQueueText } from './queueText.ts';
import { jsonData, type TypedData } from '../app/typedData.ts';

/** A message is hidden this long while its function runs; half-way the lease is renewed (public source). */
export const leaseSeconds = 600;

type Needs = {
  target: AppFunction;
  queue: QueueClient;
  /** None for a queue that is a poison queue itself. */
  poisonQueue: QueueClient | undefined;
  rules: QueueRules;
  invoke: Invoke;
  /** Aborted when the host gives up waiting: leases are not renewed any more. */
  ended: AbortSignal;
  log: HostLog;
};

/**
 * Runs one received message to its end: deleted after success, hidden for the next attempt after a failure,
 * moved to the poison queue after the last one or when its text cannot be decoded.
 */
export async function processMessage(needs: Needs, message: DequeuedMessageItem): Promise<void> {
  const { queue, rules, target, log } = needs;
  const data = decodeQueueText(message.messageText, rules.messageEncoding);
  if (!data || message.dequeueCount > rules.maxDequeueCount) {
    await moveToPoison(needs, message, message.popReceipt);
    return;
  }
  const lease = keepLease(needs, message);
  try {
    await needs.invoke(target, data, metadataOf(message, data));
  } catch (error) {
    const text = `attempt ${message.dequeueCount} failed: ${describeError(error)}`;
    log({ level: 'error', source: 'host', functionName: target.name, message: text });
    await settleFailure(needs, message, await lease.end());
    return;
  }
  await unlessGone(queue.deleteMessage(message.messageId, await lease.end()));
}

async function settleFailure(needs: Needs, message: DequeuedMessageItem, popReceipt: string): Promise<void> {
  const { queue, poisonQueue, rules } = needs;
  // A failed message of a poison queue stays hidden until its lease ends: no fast loop (public source).
  if (!poisonQueue) return;
  if (message.dequeueCount >= rules.maxDequeueCount) {
    await moveToPoison(needs, message, popReceipt);
    return;
  }
  const hiddenSeconds = Math.round(rules.visibilityTimeoutMs / 1000);
  await unlessGone(queue.updateMessage(message.messageId, popReceipt, undefined, hiddenSeconds));
}

/** What a handler finds as `context.triggerMetadata` for a message (the host sends numbers and dates as JSON). */
export function metadataOf(
  message: Omit<DequeuedMessageItem, 'messageText'>,
  data: TypedData,
): Record<string, TypedData> {
  return {
    QueueTrigger: data,
    Id: { string: message.messageId },
    PopReceipt: { string: message.popReceipt },
    DequeueCount: jsonData(message.dequeueCount),
    InsertionTime: jsonData(message.insertedOn),
    ExpirationTime: jsonData(message.expiresOn),
    NextVisibleTime: jsonData(message.nextVisibleOn),
  };
}

async function moveToPoison(
  { queue, poisonQueue, target, log }: Needs,
  message: DequeuedMessageItem,
  popReceipt: string,
): Promise<void> {
  if (!poisonQueue) return;
  await sendText(poisonQueue, message.messageText);
  await unlessGone(queue.deleteMessage(message.messageId, popReceipt));
  log({
    level: 'warning',
    source: 'host',
    functionName: target.name,
    message: `message moved to ${poisonQueue.name} at attempt ${message.dequeueCount}`,
  });
}

function keepLease({ queue, target, ended, log }: Needs, message: DequeuedMessageItem) {
  let { popReceipt } = message;
  let renewal = Promise.resolve();
  const renew = async () => {
    try {
      const renewed = await queue.updateMessage(message.messageId, popReceipt, undefined, leaseSeconds);
      popReceipt = renewed.popReceipt ?? popReceipt;
    } catch (error) {
      const text = `the lease of a message was not renewed: ${describeError(error)}`;
      log({ level: 'warning', source: 'host', functionName: target.name, message: text });
    }
  };
  const timer = setInterval(
    () => {
      if (ended.aborted) clearInterval(timer);
      else renewal = renew();
    },
    (leaseSeconds / 2) * 1000,
  );
  return {
    /** The receipt to settle the message with, once a renewal under way is through. */
    async end(): Promise<string> {
      clearInterval(timer);
      await renewal;
      return popReceipt;
    },
  };
}

/** The message may be gone or leased by another receiver; then there is nothing left to do. */
async function unlessGone(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!hasStatus(error, 400, 404, 409)) throw error;
  }
}
