import { app } from '@azure/functions';
import { parseRunWakeUp } from '../../shared/contracts/wakeUp.ts';
import { logInvocationFailure } from '../../shared/edge/job.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { discoverCustomers } from '../../shared/workflows/discovery/discoverCustomers.ts';
import { discoveryWakeUp } from '../../shared/workflows/discovery/startDiscovery.ts';
import { runReconciliation } from '../../shared/workflows/reconciliation/startReconciliation.ts';

/** Runs a requested reconciliation or discovery. */
app.storageQueue('runReconciliation', {
  connection: 'DataStorage',
  queueName: queues.reconciliations,
  handler: handleMessage(parseRunWakeUp, async ({ reconciliationId }) => {
    const services = await getServices();
    if (reconciliationId !== discoveryWakeUp)
      return runReconciliation(services, reconciliationId, logInvocationFailure);
    const { position: _, ...progress } = await discoverCustomers(services);
    return progress;
  }),
});
