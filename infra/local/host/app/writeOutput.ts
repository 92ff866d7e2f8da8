import type { QueueRules } from '../hostJson.ts';
import type { WriteOutput } from '../invoke.ts';
import { sendText, type QueueClients } from '../queue/queueClients.ts';
import { encodeQueueText, queueMessagesOf } from '../queue/queueText.ts';

/** Writes queue output bindings; any other type fails the run instead of losing its value. */
export function createWriteOutput(options: {
  clients: QueueClients;
  rules: QueueRules;
  /** Called with the address of a queue after something was put into it. */
  written(queueUrl: string): void;
}): WriteOutput {
  return async ({ type, queueName, connection }, data) => {
    if (type.toLowerCase() !== 'queue') throw new Error(`this host has no output binding of type ${type}`);
    const queue = options.clients(String(queueName), typeof connection === 'string' ? connection : undefined);
    const messages = queueMessagesOf(data);
    await Promise.all(
      messages.map((message) => sendText(queue, encodeQueueText(message, options.rules.messageEncoding))),
    );
    options.written(queue.url);
  };
}
