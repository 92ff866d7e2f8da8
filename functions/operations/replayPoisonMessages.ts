import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { replayPoison } from '../../shared/workflows/operations/poison.ts';

/** Gives all messages of a queue that failed for good back to it. */
app.http(
  'replayPoisonMessages',
  httpOperation(operations.replayPoisonMessages, async ({ params: { queueName } }) => ({
    body: await replayPoison(await getServices(), queueName, null),
  })),
);
