import { app } from '@azure/functions';
import { presentQueues } from '../../shared/contracts/operations/presentQueues.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Says what waits in the queues, and what failed for good. */
app.http(
  'listQueues',
  httpOperation(operations.listQueues, async () => ({
    body: presentQueues(await (await getServices()).queueProbe.measure()),
  })),
);
