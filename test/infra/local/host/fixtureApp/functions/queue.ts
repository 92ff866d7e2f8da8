import { app } from '@azure/functions';
import { recorded } from '../recorded.ts';

/** Messages of the fixture say how their function behaves. */
type Order = { id: string; failTimes?: number; waitMs?: number; block?: boolean };

app.storageQueue('work', {
  queueName: '%WORK_QUEUE%',
  connection: 'Data',
  handler: async (message, context) => {
    const attempt = Number(context.triggerMetadata?.dequeueCount);
    recorded.push({ queue: 'work', message, attempt });
    if (!isOrder(message)) return;
    if (message.block) {
      context.log(`${message.id} blocks`);
      await new Promise(() => {});
    }
    if (message.waitMs) await new Promise((resolve) => setTimeout(resolve, message.waitMs));
    if (attempt <= (message.failTimes ?? 0)) throw new Error(`${message.id} of anna@example.com fails`);
    recorded.push({ done: message.id });
  },
});

function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'id' in message;
}
