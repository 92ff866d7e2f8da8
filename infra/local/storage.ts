import { TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { poisonQueue, queues } from '../../shared/queues.ts';
import { tables } from '../../shared/tables.ts';

/** Creates what Bicep creates in Azure: the tables, the queues and their poison queues. */
export async function createStorage(connectionString: string): Promise<void> {
  const tableService = TableServiceClient.fromConnectionString(connectionString, {
    allowInsecureConnection: true,
  });
  const queueService = QueueServiceClient.fromConnectionString(connectionString);
  const queueNames = Object.values(queues).flatMap((queue) => [queue, poisonQueue(queue)]);
  await Promise.all([
    ...Object.values(tables).map((table) => tableService.createTable(table)),
    ...queueNames.map((queue) => queueService.getQueueClient(queue).createIfNotExists()),
  ]);
}
