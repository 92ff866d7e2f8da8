import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { replayPoison } from '../../shared/workflows/operations/poison.ts';

/** Gives a message that failed for good back to its queue. */
app.http(
  'replayPoisonMessage',
  httpOperation(operations.replayPoisonMessage, async ({ params: { queueName, messageId } }) => ({
    body: await replayPoison(await getServices(), queueName, messageId),
  })),
);
