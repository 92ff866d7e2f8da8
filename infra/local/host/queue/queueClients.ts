import type { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { findConnectionString, resolveSettings, type Settings } from '../settings.ts';

/** The client of a queue by binding values; throws when the connection is missing. */
export type QueueClients = (queueName: string, connection: string | undefined) => QueueClient;

/** The storage SDK takes a third of the host's start: it is loaded only for apps that use queues. */
export async function loadQueueClients(settings: Settings): Promise<QueueClients> {
  const sdk = await import('@azure/storage-queue');
  const services = new Map<string, QueueServiceClient>();
  return (queueName, connection) => {
    const connectionString = findConnectionString(connection, settings);
    let service = services.get(connectionString);
    if (!service) {
      // The SDK's own pause of four seconds after a lost reply is too long for storage next door.
      service = sdk.QueueServiceClient.fromConnectionString(connectionString, {
        retryOptions: { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 1000 },
      });
      services.set(connectionString, service);
    }
    return service.getQueueClient(resolveSettings(queueName, settings));
  };
}

/** Sends one message as it is; creates the queue when it does not exist. */
export async function sendText(queue: QueueClient, text: string): Promise<void> {
  try {
    await queue.sendMessage(text);
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
    await queue.createIfNotExists();
    await queue.sendMessage(text);
  }
}

/** Whether the storage service answered with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return (
    error instanceof Error && 'statusCode' in error && statuses.some((status) => error.statusCode === status)
  );
}
