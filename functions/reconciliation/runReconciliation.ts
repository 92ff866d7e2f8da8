import { app } from '@azure/functions';
import { parseRunWakeUp } from '../../shared/contracts/wakeUp.ts';
import { logInvocationFailure } from '../../shared/edge/job.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { runReconciliation } from '../../shared/workflows/reconciliation/startReconciliation.ts';

/** Makes the reconciliation that somebody has asked for. */
app.storageQueue('runReconciliation', {
  connection: 'DataStorage',
  queueName: queues.reconciliations,
  handler: handleMessage(parseRunWakeUp, async ({ reconciliationId }) =>
    runReconciliation(await getServices(), reconciliationId, logInvocationFailure),
  ),
});
