import { app } from '@azure/functions';
import { parseProspectWakeUp } from '../../shared/contracts/prospects/presentProspect.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { advanceProspect } from '../../shared/workflows/prospects/advanceProspect.ts';

/** Carries a relationship invitation on: Microsoft's link, the mail, the customer it turned out to be. */
app.storageQueue('advanceProspect', {
  connection: 'DataStorage',
  queueName: queues.prospects,
  handler: handleMessage(parseProspectWakeUp, async ({ prospectId }) =>
    advanceProspect(await getServices(), prospectId),
  ),
});
