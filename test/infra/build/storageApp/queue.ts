import { QueueClient } from '@azure/storage-queue';

process.stdout.write(`${typeof QueueClient}\n`);
