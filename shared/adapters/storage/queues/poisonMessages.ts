import type { DequeuedMessageItem, PeekedMessageItem, QueueClient } from '@azure/storage-queue';
import { poisonQueue } from '../../../queues.ts';
import type { PoisonMessage, PoisonMessages } from '../../../workflows/ports/poisonPorts.ts';
import type { FailureRows } from './failureNotes.ts';
import { ignoreConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

/** As many as one call may show or take (documented). */
const batchSize = 32;
/** A replay that crashes half way leaves the messages it took hidden for this long. */
const hiddenSeconds = 60;
/** Per request; a caller with more messages asks again. */
const maxReplayed = 1_000;

/** The `-poison` queues, in which the Functions host leaves what failed for good (documented). */
export function createPoisonMessages(
  open: (queueName: string) => QueueClient,
  notes: FailureRows,
): PoisonMessages {
  const depthOf = async (queue: string): Promise<number> => {
    const properties = await undefinedIfMissing(open(poisonQueue(queue)).getProperties());
    return properties?.approximateMessagesCount ?? 0;
  };
  const taken = async (queue: string, numberOfMessages = batchSize): Promise<DequeuedMessageItem[]> => {
    const options = { numberOfMessages, visibilityTimeout: hiddenSeconds };
    const answer = await undefinedIfMissing(open(poisonQueue(queue)).receiveMessages(options));
    return answer?.receivedMessageItems ?? [];
  };
  /** First sent, then removed: at worst the message is there twice, and twice is harmless. */
  const sendBack = async (queue: string, message: DequeuedMessageItem): Promise<void> => {
    await open(queue).sendMessage(message.messageText);
    await ignoreConflict(open(poisonQueue(queue)).deleteMessage(message.messageId, message.popReceipt));
    await notes.forget(contentOf(message));
  };
  const release = (queue: string, { messageId, popReceipt }: DequeuedMessageItem): Promise<void> =>
    ignoreConflict(open(poisonQueue(queue)).updateMessage(messageId, popReceipt, undefined, 0));

  return {
    list: (queue) =>
      storageCall(async () => {
        const peeking = open(poisonQueue(queue)).peekMessages({ numberOfMessages: batchSize });
        const [peeked, total] = await Promise.all([undefinedIfMissing(peeking), depthOf(queue)]);
        const items = await Promise.all(
          (peeked?.peekedMessageItems ?? []).map((message) => present(message, notes)),
        );
        return { items, total };
      }),
    replay: (queue, id) =>
      storageCall(async () => {
        const others: DequeuedMessageItem[] = [];
        try {
          for (let messages = await taken(queue); messages.length > 0; messages = await taken(queue)) {
            const wanted = messages.find(({ messageId }) => messageId === id);
            others.push(...messages.filter((message) => message !== wanted));
            if (wanted) await sendBack(queue, wanted);
            if (wanted || others.length >= maxReplayed) return wanted !== undefined;
          }
          return false;
        } finally {
          await Promise.all(others.map((message) => release(queue, message)));
        }
      }),
    replayAll: (queue) =>
      storageCall(async () => {
        // Not until it is empty: what fails again at once would go round and round.
        const limit = Math.min(await depthOf(queue), maxReplayed);
        let replayed = 0;
        while (replayed < limit) {
          const messages = await taken(queue, Math.min(batchSize, limit - replayed));
          if (messages.length === 0) break;
          await Promise.all(messages.map((message) => sendBack(queue, message)));
          replayed += messages.length;
        }
        return replayed;
      }),
  };
}

async function present(message: PeekedMessageItem, notes: FailureRows): Promise<PoisonMessage> {
  const content = contentOf(message);
  const { messageId: id, insertedOn: insertedAt, expiresOn: expiresAt } = message;
  const names = typeof content === 'object' && content !== null && 'tenantId' in content;
  const tenantId = names ? content.tenantId : null;
  const isTenantId = typeof tenantId === 'string' && /^[0-9a-f-]{36}$/.test(tenantId);
  const customerTenantId = isTenantId ? tenantId : null;
  return { id, customerTenantId, insertedAt, expiresAt, reason: await notes.find(content) };
}

/** As a function is given it: JSON where it is some, else the text. */
function contentOf({ messageText }: { readonly messageText: string }): unknown {
  const text = Buffer.from(messageText, 'base64').toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
