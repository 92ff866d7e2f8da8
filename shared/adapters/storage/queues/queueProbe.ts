import type { QueueClient } from '@azure/storage-queue';
import { poisonQueue, queues as queueNames } from '../../../queues.ts';
import type { Clock, QueueProbe } from '../../../workflows/ports/ports.ts';
import { undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';
import { heldBackMs } from './wakeUps.ts';

/** As many as one call shows; those that are hidden or being handled are not among them (documented). */
const peeked = 32;

/** Looks at all queues of this app, taking nothing from them. */
export function createQueueProbe(open: (queueName: string) => QueueClient, clock: Clock): QueueProbe {
  const depth = async (queueName: string): Promise<number> =>
    (await open(queueName).getProperties()).approximateMessagesCount ?? 0;
  const measure = async (queue: string) => {
    const [total, poisonDepth, { peekedMessageItems: waiting }] = await Promise.all([
      depth(queue),
      // The host makes it for the first message that fails for good (documented).
      undefinedIfMissing(depth(poisonQueue(queue))),
      open(queue).peekMessages({ numberOfMessages: peeked }),
    ]);
    const now = clock.now().getTime();
    const agesMs = waiting.map(
      ({ insertedOn, messageText }) => now - insertedOn.getTime() - heldBackMs(messageText),
    );
    return { queue, depth: total, poisonDepth: poisonDepth ?? 0, oldestAgeMs: Math.max(0, ...agesMs) };
  };
  const names = Object.values(queueNames);
  return { names, measure: () => storageCall(() => Promise.all(names.map(measure))) };
}
