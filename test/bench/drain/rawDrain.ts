import { QueueServiceClient, type DequeuedMessageItem } from '@azure/storage-queue';
import { createTables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { dueShardOf, movedKeyOf, rowKeys } from '../../../shared/adapters/storage/kit/keys.ts';
import { serve } from '../worker.ts';

export type DrainRound = {
  readonly connectionString: string;
  readonly queueName: string;
  readonly messages: number;
  /** As host.json gives them to the functions. */
  readonly batchSize: number;
  readonly newBatchThreshold: number;
};

/** The yardstick of a drain: the same calls to storage, as many at a time, with nothing around them. Answers instants. */
serve<DrainRound, number[]>(async (round) => {
  const { customers, due } = createTablesOnce(round.connectionString);
  const queue = QueueServiceClient.fromConnectionString(round.connectionString).getQueueClient(
    round.queueName,
  );
  const doneAt: number[] = [];
  const running = new Set<Promise<void>>();
  const handle = async ({ messageId, popReceipt, messageText }: DequeuedMessageItem): Promise<void> => {
    const { tenantId } = JSON.parse(Buffer.from(messageText, 'base64').toString()) as { tenantId: string };
    await Promise.all([
      customers.getEntity(tenantId, rowKeys.record),
      due.getEntity(dueShardOf(tenantId), movedKeyOf(tenantId)),
    ]);
    doneAt.push(performance.now());
    await queue.deleteMessage(messageId, popReceipt);
  };
  let received = 0;
  while (received < round.messages) {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: round.batchSize,
      visibilityTimeout: 600,
    });
    received += receivedMessageItems.length;
    for (const message of receivedMessageItems) {
      const run: Promise<void> = handle(message).finally(() => running.delete(run));
      running.add(run);
    }
    while (running.size > round.newBatchThreshold) await Promise.race(running);
  }
  await Promise.all(running);
  return doneAt;
});

let tables: ReturnType<typeof createTables> | undefined;
function createTablesOnce(connectionString: string): ReturnType<typeof createTables> {
  return (tables ??= createTables(connectionString));
}
