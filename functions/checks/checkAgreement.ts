import { app } from '@azure/functions';
import { parseWakeUp } from '../../shared/contracts/wakeUp.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { checkAgreement } from '../../shared/workflows/checks/checkAgreement.ts';

/** Looks at Microsoft for one customer: direct-sign status and confirmed agreements. */
app.storageQueue('checkAgreement', {
  connection: 'DataStorage',
  queueName: queues.checks,
  handler: handleMessage(parseWakeUp, async ({ customerTenantId }) => {
    const outcome = await checkAgreement(await getServices(), customerTenantId);
    // The observation names the signatory; logs do not.
    return { kind: outcome.kind };
  }),
});
