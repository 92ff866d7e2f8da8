import { app } from '@azure/functions';
import { presentPoisonMessages } from '../../shared/contracts/operations/presentQueues.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listPoisonMessages } from '../../shared/workflows/operations/poison.ts';

/** Lists messages that failed for good, with the reason. */
app.http(
  'listPoisonMessages',
  httpOperation(operations.listPoisonMessages, async ({ params: { queueName } }) => ({
    body: presentPoisonMessages(await listPoisonMessages(await getServices(), queueName)),
  })),
);
